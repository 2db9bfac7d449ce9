const READING = /^\d{1,7}(\.\d{1,3})?$/
const METER = /^[0-9A-Za-z-]{4,32}$/

/** What was typed from the meter, tidied; which of it cannot be right. The server decides. */
export interface GasReading {
  cubicMetres: string
  meterNumber: string
  wrong: { reading: boolean; meter: boolean }
}

/** Takes a reading and a meter number as typed: with spaces, full-width dots or commas between thousands. */
export function readGas(reading: string, meter: string): GasReading {
  const cubicMetres = reading.replace(/[\s,，]/g, '').replace(/[。．]/g, '.')
  const meterNumber = meter.replace(/\s/g, '')
  return { cubicMetres, meterNumber, wrong: { reading: !READING.test(cubicMetres), meter: !METER.test(meterNumber) } }
}
