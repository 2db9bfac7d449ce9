import type { Approval } from '../domain/approval/approval'
import { printAnswer } from './command'

/** Says that something was proposed, and how another person approves it. */
export function printProposed(asJson: boolean | undefined, { id, summary, amountFen, payloadHash }: Approval): void {
  const text = `${summary}\nproposed: ${id}; somebody else approves it:\n  heatpay approve ${id} --hash ${payloadHash} --login <name>`
  printAnswer(asJson, { approvalId: id, summary, amountFen, payloadHash }, text)
}
