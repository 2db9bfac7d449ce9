import ts from 'typescript'
import { TABLES } from '../../server/adapters/db/dataSource'
import { type Compiled, compile } from '../support/compiler'

const ENTITIES = 'server/adapters/db/entities/index.ts'

/** A table in the code: where it is declared, and the type of its rows with its fields, inherited ones too. */
interface Kept {
  table: string
  file: string
  columns: ts.ObjectLiteralExpression
  row: ts.InterfaceDeclaration
  fields: ts.PropertySignature[]
}

/** An edit of one file's text: what stands between two places gives way to a new text. */
interface Edit {
  source: ts.SourceFile
  from: number
  to: number
  text: string
}

function keptTables({ checker, source, files }: Compiled): Kept[] {
  return files()
    .filter((file) => file.startsWith('server/adapters/db/entities/'))
    .flatMap((file) =>
      source(file)
        .statements.filter(ts.isVariableStatement)
        .map((statement) => ({ file, statement })),
    )
    .flatMap(({ file, statement }) => {
      const [declared] = statement.declarationList.declarations
      const type = declared?.type
      if (!type || !ts.isTypeReferenceNode(type) || type.typeName.getText() !== 'TableShape') return []
      const rowType = type.typeArguments?.[0]
      const kept = rowType && checker.getTypeFromTypeNode(rowType)
      const row = kept?.symbol.declarations?.find(ts.isInterfaceDeclaration)
      if (!kept || !row) throw new Error(`the rows of ${declared.name.getText()} are of no declared interface`)
      const fields = kept.getProperties().flatMap((field) => (field.declarations ?? []).filter(ts.isPropertySignature))
      const property = (name: string) => {
        const { initializer } = declared
        if (!initializer || !ts.isObjectLiteralExpression(initializer)) return undefined
        const found = initializer.properties.find((one) => one.name?.getText() === name)
        return found && ts.isPropertyAssignment(found) ? found.initializer : undefined
      }
      const [name, columns] = [property('name'), property('columns')]
      if (!name || !ts.isStringLiteral(name) || !columns || !ts.isObjectLiteralExpression(columns)) return []
      return [{ table: name.text, file, columns, row, fields }]
    })
}

const fieldsOf = ({ fields }: Kept) => fields.flatMap(({ type }) => (type ? [{ type }] : []))

/** The program with the edits done. Two tables may share a row's type: what is edited twice is edited once. */
function edited(program: Compiled, edits: readonly Edit[], root: (source: ts.SourceFile) => string): Compiled {
  const texts = new Map<string, string>()
  for (const source of new Set(edits.map((edit) => edit.source))) {
    const here = new Map(edits.filter((edit) => edit.source === source).map((edit) => [edit.from, edit]))
    const text = [...here.values()]
      .sort((one, other) => other.from - one.from)
      .reduce((so, { from, to, text: by }) => so.slice(0, from) + by + so.slice(to), source.text)
    texts.set(root(source), text)
  }
  return program.with(texts)
}

describe('a table and the row that it keeps', () => {
  const program = compile([ENTITIES])
  const kept = keptTables(program)
  const placeOf = (source: ts.SourceFile) =>
    program.files().find((file) => program.source(file) === source) ?? source.fileName

  /** The tables that no longer compile once each has been edited. */
  function refused(editOf: (table: Kept) => Edit[], because: RegExp): string[] {
    const after = edited(program, kept.flatMap(editOf), placeOf)
    const nowKept = keptTables(after)
    return nowKept
      .filter(({ file, columns }) => {
        const source = after.source(file)
        const lineOf = (place: number) => source.getLineAndCharacterOfPosition(place).line + 1
        const [first, last] = [lineOf(columns.getStart()), lineOf(columns.getEnd())]
        return after.errors(file).some(({ line, text }) => line >= first && line <= last && because.test(text))
      })
      .map(({ table }) => table)
      .sort()
  }
  const all = TABLES.map(({ name }) => name).sort()

  test('every table says whose rows it keeps, and today each keeps them all', () => {
    expect(kept.map(({ table }) => table).sort()).toEqual(all)
    expect([...new Set(kept.map(({ file }) => file))].flatMap((file) => program.errors(file))).toEqual([])
  })

  test('a field that is added to any row, be it optional, does not compile until it is stored', () => {
    const added = (field: string) => (table: Kept) => [
      { source: table.row.getSourceFile(), from: table.row.end - 1, to: table.row.end - 1, text: `${field}\n` },
    ]
    expect(refused(added('addedField: string'), /'addedField' is missing/)).toEqual(all)
    expect(refused(added('addedField?: string | null'), /'addedField' is missing/)).toEqual(all)
  })

  test('a column without a field does not compile', () => {
    const withColumn = ({ columns }: Kept) => {
      const begin = columns.getStart() + 1
      return [{ source: columns.getSourceFile(), from: begin, to: begin, text: ' addedColumn: {} as never,' }]
    }
    expect(refused(withColumn, /'addedColumn' does not exist/)).toEqual(all)
  })

  test('a field that may be null needs a column that may be empty, and the other way round', () => {
    const retyped = (change: (type: string) => string) => (table: Kept) =>
      fieldsOf(table).map(({ type }) => ({
        source: type.getSourceFile(),
        from: type.getStart(),
        to: type.getEnd(),
        text: change(type.getText()),
      }))
    expect(
      refused(
        retyped((type) => `(${type}) | null`),
        /is not assignable/,
      ),
    ).toEqual(all)
    const neverNull = kept.filter(({ columns }) => !/nullable\(/.test(columns.getText())).map(({ table }) => table)
    const refusedFull = refused(
      retyped((type) => `NonNullable<${type}>`),
      /is not assignable/,
    )
    expect(refusedFull).toEqual(all.filter((table) => !neverNull.includes(table)))
  })

  test('a field needs a column of its kind: text, number, yes or no, bytes, a value with an inside', () => {
    const boxed = (table: Kept) =>
      fieldsOf(table).map(({ type }) => ({
        source: type.getSourceFile(),
        from: type.getStart(),
        to: type.getEnd(),
        text: `{ inside: ${type.getText()} }`,
      }))
    expect(refused(boxed, /is not assignable/)).toEqual(all)
    const asNumber = (table: Kept) =>
      fieldsOf(table)
        .filter(({ type }) => /^(string|CivilDate)$/.test(type.getText()))
        .map(({ type }) => ({
          source: type.getSourceFile(),
          from: type.getStart(),
          to: type.getEnd(),
          text: 'number',
        }))
    expect(refused(asNumber, /is not assignable/).length).toBeGreaterThan(all.length - 3)
  })
})
