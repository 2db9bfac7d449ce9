/** One delivery as it goes over the wire. */
export interface Delivery {
  /** `genuine`, or the name of the fault that spoilt it: such a delivery never counts as accepted. */
  kind: string
  headers: Record<string, string>
  body: Buffer
}
