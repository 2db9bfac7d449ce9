import path from 'node:path'
import ts from 'typescript'

const root = path.resolve(__dirname, '../..')

/** What the compiler refuses: where, relative to the repository, and why. */
export interface CompileError {
  file: string
  line: number
  text: string
}

/** A program of the repository, of which some files may read otherwise than on the disk. */
export interface Compiled {
  checker: ts.TypeChecker
  /** A file of the program by its place in the repository; throws when the program does not have it. */
  source(file: string): ts.SourceFile
  /** The places of the program's own files, without libraries. */
  files(): string[]
  /** What is wrong with the types of one file, or of all of the program's own. */
  errors(file?: string): CompileError[]
  /** The same program, with other texts for some of its files. */
  with(texts: ReadonlyMap<string, string>): Compiled
}

/** Compiles the files, and what they import, as `npx tsc` does (tsconfig.json), in this process and without writing anything. */
export function compile(roots: readonly string[]): Compiled {
  const config = ts.readConfigFile(path.join(root, 'tsconfig.json'), ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent({ ...config.config, include: [], files: roots }, ts.sys, root)
  const known = new Map<string, ts.SourceFile>()
  return build(
    roots.map((file) => path.join(root, file)),
    options,
    known,
    new Map(),
  )
}

function build(
  roots: readonly string[],
  options: ts.CompilerOptions,
  known: Map<string, ts.SourceFile>,
  texts: ReadonlyMap<string, string>,
  before?: ts.Program,
): Compiled {
  const host = ts.createCompilerHost(options)
  const read = host.getSourceFile.bind(host)
  host.getSourceFile = (fileName, languageVersion) => {
    const text = texts.get(path.relative(root, fileName))
    if (text !== undefined) return ts.createSourceFile(fileName, text, languageVersion, true)
    const source = known.get(fileName) ?? read(fileName, languageVersion)
    if (source) known.set(fileName, source)
    return source
  }
  const program = ts.createProgram({ rootNames: [...roots], options, host, oldProgram: before })
  const own = () => program.getSourceFiles().filter(({ fileName }) => !/\/node_modules\/|\.d\.ts$/.test(fileName))
  const source = (file: string) => {
    const found = program.getSourceFile(path.join(root, file))
    if (!found) throw new Error(`${file} is not in the program`)
    return found
  }

  return {
    checker: program.getTypeChecker(),
    source,
    files: () => own().map(({ fileName }) => path.relative(root, fileName)),
    errors: (file) =>
      (file === undefined ? own() : [source(file)]).flatMap((of) =>
        [...program.getSyntacticDiagnostics(of), ...program.getSemanticDiagnostics(of)].map((found) => ({
          file: path.relative(root, of.fileName),
          line: of.getLineAndCharacterOfPosition(found.start ?? 0).line + 1,
          text: ts.flattenDiagnosticMessageText(found.messageText, ' '),
        })),
      ),
    with: (others) => build(roots, options, known, new Map([...texts, ...others]), program),
  }
}
