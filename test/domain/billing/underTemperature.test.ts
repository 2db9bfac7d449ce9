import { coldRooms } from '../../../server/domain/billing/underTemperature'
import { rulebookOf } from '../../support/estimate'

const tangshan = rulebookOf('tangshan')
const measured = (...celsius: string[]) => celsius.map((one, index) => ({ on: `2025-12-${10 + index}`, celsius: one }))

describe('rooms that stay cold (TS7)', () => {
  test('TS7: the mean of three measurements below 16 °C is ground for a reduction', () => {
    expect(coldRooms(tangshan, '2025-12', '2025-12-05', measured('15.2', '16.1', '15.9'))).toEqual({
      outcome: 'ground',
      meanCelsius: '15.73',
    })
  })

  test('TS7: a mean of exactly 16 °C is warm enough; just below is not, though shown as 16.00', () => {
    expect(coldRooms(tangshan, '2025-12', '2025-12-05', measured('15.0', '16.0', '17.0')).outcome).toBe('warm-enough')
    expect(coldRooms(tangshan, '2025-12', '2025-12-05', measured('16', '16', '15.99'))).toEqual({
      outcome: 'ground',
      meanCelsius: '16.00',
    })
  })

  test('TS7: fewer than three in the month since the report are no ground', () => {
    const three = measured('15', '15', '15')
    expect(coldRooms(tangshan, '2025-12', '2025-12-11', three)).toEqual({ outcome: 'too-few', needed: 3 })
    expect(coldRooms(tangshan, '2026-01', '2025-12-05', three)).toEqual({ outcome: 'too-few', needed: 3 })
  })

  test('TS7, C10: other companies have no such rule', () => {
    expect(coldRooms(rulebookOf('beijing'), '2025-12', '2025-12-05', measured('10', '10', '10'))).toEqual({
      outcome: 'no-rule',
    })
  })
})
