import { writeFileSync } from 'node:fs'
import path from 'node:path'
import exceljs from 'exceljs'
import { type EmptyPlace, onEachEngine } from '../support/engines'
import { openFilesDesk } from '../support/files'
import { ownWorld } from '../support/ownWorld'
import { onDuty } from '../support/staff'
import type { World } from '../support/world'

onEachEngine('faults: what is exported', (newPlace) => {
  let world: World
  let place: EmptyPlace
  ownWorld(newPlace, (begun, at) => {
    world = begun
    place = at
  })

  test('cells starting with = + - @ tab CR → inert, also those that came from a bank’s file', async () => {
    const accountant = await onDuty(world, 'accountant', 'accountant')
    const date = world.base.clock.today()
    const desk = openFilesDesk({ ...world.base, place } as never)
    const starts = ['=', '+', '-', '@', '\t', '\r']
    for (const [index, start] of starts.entries()) {
      const file = path.join(place.folder, `evil${index}.txt`)
      writeFileSync(file, `1|1.00|x|y|\n${start}HYPERLINK("http://evil.example";"${index}")\n`)
      await desk.upload({
        company: 'lanzhou',
        channel: 'bank:partner',
        date,
        path: file,
        source: 'upload',
        actor: '=li',
      })
    }
    const answered = await fetch(`${world.url}/console/api/files?company=lanzhou&format=xlsx`, {
      headers: accountant.headers,
    })
    const workbook = new exceljs.Workbook()
    await workbook.xlsx.load((await answered.arrayBuffer()) as never)
    const cells: string[] = []
    workbook.worksheets[0]?.eachRow((row) => row.eachCell(({ value }) => cells.push(String(value))))
    expect(cells.filter((text) => text.includes('HYPERLINK'))).toHaveLength(starts.length)
    expect(cells.filter((text) => /^[=+\-@\t\r]/.test(text))).toEqual([])
  })
})
