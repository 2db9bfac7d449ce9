import { areaText, civilDate, seasonName } from '../../../contract/estimates'
import type { Rulebook } from '../rulebook/rulebook'
import type { ColumnName, Registration } from './columns'
import {
  billingWords,
  flagWords,
  heatSourceWords,
  serviceWords,
  storeysWords,
  type WordList,
  wordsOfUses,
} from './columns'
import { isIdentityNumber } from './household'
import { readParticulars } from './particulars'
import { plainUserCode } from './userCode'

/** Cells of one row by column; an absent column is an empty cell. */
export type Cells = Partial<Record<ColumnName, string>>

/** A cell that cannot be taken over, and why, in Chinese for staff; never with the cell's own text, which may be personal. */
export interface CellFault {
  column: ColumnName
  reason: string
}

export type ReadRegistration =
  | { outcome: 'read'; registration: Registration }
  | { outcome: 'wrong'; faults: CellFault[] }

type RegistrationWords = Pick<Rulebook, 'areas' | 'categories' | 'devices' | 'factors' | 'parts' | 'userCode' | 'uses'>

const CONTROL = /\p{Cc}/u

/**
 * Reads one row of a household file against its company's rulebook: user code in the company's shape, words of the shared
 * lists, areas in m² with at most two decimals (domain.md C1), identity number by its check digit. Gives every fault found.
 */
export function readRegistration(rulebook: RegistrationWords, cells: Cells): ReadRegistration {
  const faults: CellFault[] = []
  const cell = (column: ColumnName): string => (cells[column] ?? '').trim()
  const fault = (column: ColumnName, reason: string): void => {
    faults.push({ column, reason })
  }
  const words = (column: ColumnName, mostLetters: number): string => {
    const text = cell(column)
    if ([...text].length > mostLetters) fault(column, `最多 ${mostLetters} 个字`)
    if (CONTROL.test(text)) fault(column, '含有控制字符')
    return text
  }
  const oneOf = <W extends string>(column: ColumnName, list: WordList<W>): W | null => {
    const text = cell(column)
    const word = text === '' ? null : (list.read(text) ?? undefined)
    if (word === undefined) fault(column, `应为 ${list.choices} 之一`)
    return word ?? null
  }
  const checked = (
    column: ColumnName,
    isRight: (text: string) => boolean,
    { otherwise, write }: { otherwise: string; write?: (text: string) => string },
  ): string | null => {
    const text = cell(column).normalize('NFKC')
    if (text === '') return null
    if (isRight(text)) return write ? write(text) : text
    fault(column, otherwise)
    return null
  }

  const userCode = checked('userCode', (text) => new RegExp(rulebook.userCode.pattern).test(plainUserCode(text)), {
    otherwise: `应为 ${rulebook.userCode.shape}`,
    write: plainUserCode,
  })
  const owner = words('owner', 100)
  const estate = words('estate', 64)
  const use = oneOf('use', wordsOfUses(rulebook))
  const areas = { otherwise: '应为大于 0、最多两位小数的平方米数', write: withTwoDecimals }
  const buildingArea = checked('buildingArea', isArea, areas)
  const usableArea = checked('usableArea', isArea, areas)
  for (const column of ['userCode', 'owner', 'estate', 'use', 'buildingArea'] as const) {
    if (cell(column) === '') fault(column, '不能为空')
  }
  const rest = {
    identityNumber: checked('identityNumber', (text) => isIdentityNumber(text.toUpperCase()), {
      otherwise: '不是有效的身份证号（校验位或出生日期不对）',
      write: (text) => text.toUpperCase(),
    }),
    phone: checked('phone', (text) => /^\+?[0-9-]{5,20}$/.test(text), { otherwise: '应为电话号码' }),
    // Old passbooks fail the check digit (formats.md 7): the bank says whether a card is good.
    bankCard: checked('bankCard', (text) => /^\d{12,30}$/.test(text.replaceAll(' ', '')), {
      otherwise: '应为银行卡号，12 到 30 位数字',
      write: (text) => text.replaceAll(' ', ''),
    }),
    building: words('building', 32),
    unit: words('unit', 32),
    room: words('room', 32),
    heatSource: oneOf('heatSource', heatSourceWords),
    billing: oneOf('billing', billingWords) ?? 'area',
    storeys: oneOf('storeys', storeysWords),
    storeyHeight: checked('storeyHeight', isHeight, {
      otherwise: '应为大于 0 的米数，例如 3.60',
      write: withTwoDecimals,
    }),
    service: oneOf('service', serviceWords) ?? 'heating',
    cardHolder: oneOf('cardHolder', flagWords) !== 'false',
    movedOutOn: checked('movedOutOn', (text) => civilDate.safeParse(withDashes(text)).success, {
      otherwise: '应为日期，例如 2026-12-20',
      write: withDashes,
    }),
    lowIncomeApprovedFor: checked('lowIncomeApprovedFor', (text) => seasonName.safeParse(text).success, {
      otherwise: '应写作采暖季，例如 2026-2027',
    }),
  }
  const more = readParticulars(rulebook, cell('particulars'))
  if (more.outcome === 'wrong') fault('particulars', more.reason)
  const particulars = more.outcome === 'read' ? more.particulars : null
  if (usableArea && buildingArea && Number(usableArea) > Number(buildingArea)) fault('usableArea', '不应大于建筑面积')
  if (faults.length > 0 || userCode === null || use === null || buildingArea === null)
    return { outcome: 'wrong', faults }
  return {
    outcome: 'read',
    registration: { userCode, owner, estate, use, buildingArea, usableArea, ...rest, particulars },
  }
}

const isArea = (text: string): boolean => areaText.safeParse(text).success
const isHeight = (text: string): boolean => /^\d{1,2}(\.\d{1,3})?$/.test(text) && Number(text) > 0

/** 2026/1/5 → 2026-01-05. */
const withDashes = (text: string): string =>
  text.replace(/^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/, (_, year: string, month: string, day: string) =>
    [year, month.padStart(2, '0'), day.padStart(2, '0')].join('-'),
  )

/** 089.3 → 89.30, so that the same area is written in one way; more decimals stay. */
function withTwoDecimals(text: string): string {
  const [whole = '0', decimals = ''] = text.split('.')
  return `${whole.replace(/^0+(?=\d)/, '')}.${decimals.padEnd(2, '0')}`
}

/** Columns in which two registrations of the same household differ. */
export function differences(one: Registration, other: Registration): (keyof Registration)[] {
  return (Object.keys(one) as (keyof Registration)[]).filter((column) => !isSame(one[column], other[column]))
}

/** Equal as they are stored: what was left out is nothing, and records are compared by what they hold. */
function isSame(one: Registration[keyof Registration], other: Registration[keyof Registration]): boolean {
  const stored = (value: unknown): string => JSON.stringify(value ?? null)
  return stored(one) === stored(other)
}
