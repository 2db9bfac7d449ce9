// The arrows of docs/architecture.md. `npx depcruise --config .dependency-cruiser.cjs contract server sandbox miniprogram console`
const from = (path, pathNot) => ({ path, ...(pathNot ? { pathNot } : {}) })

/** The rooms of application, lowest first: a room knows those below it; rooms of one line do not know one another. */
const ROOMS = [
  ['ports'],
  ['common'],
  ['approvals', 'closing', 'reports', 'vouchers', 'companies', 'integrity', 'retention'],
  ['staff', 'followUps'],
  ['households'],
  ['messages'],
  ['bills'],
  ['booking'],
  ['invoices'],
  ['refunds'],
  ['payments', 'suspense'],
  ['claims'],
  ['season'],
  ['heatSettlement'],
  ['home', 'rulebooks'],
  ['desk'],
  ['runs'],
  ['bankMatching'],
  ['accountBook'],
  ['reconciliation'],
  ['files'],
  ['differences'],
  ['approvedActions', 'workItems', 'watch'],
]
const roomsAreInOrder = ROOMS.flatMap((line, level) =>
  line.map((room) => ({
    name: `application-${room}-knows-lower-rooms`,
    severity: 'error',
    from: from(`^server/application/${room}/`),
    to: {
      path: '^server/application/',
      pathNot: `^server/application/(${[room, ...ROOMS.slice(0, level).flat()].join('|')})/`,
    },
  })),
)

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'contract-knows-nobody',
      severity: 'error',
      from: from('^contract/'),
      to: { path: '^(server|sandbox|miniprogram|console|test)/' },
    },
    {
      name: 'domain-knows-contract-only',
      severity: 'error',
      from: from('^server/domain/'),
      to: { path: '^(server/(application|adapters|cli|main|wiring|settings)|sandbox|miniprogram|console|test)' },
    },
    {
      name: 'domain-is-pure',
      severity: 'error',
      comment: 'No I/O, clock, random or framework; createHash is arithmetic.',
      from: from('^server/domain/'),
      to: { dependencyTypes: ['core', 'npm'], pathNot: 'node_modules/(zod|big\\.js)/|^(node:)?crypto$' },
    },
    {
      name: 'application-knows-no-adapter',
      severity: 'error',
      from: from('^server/application/'),
      to: { path: '^(server/(adapters|cli|main|wiring|settings)|sandbox|miniprogram|console|test)' },
    },
    {
      name: 'application-is-in-rooms',
      severity: 'error',
      comment: "A new room takes its line in ROOMS; a file that is in no room is everybody's.",
      from: from(`^server/application/(?!(${ROOMS.flat().join('|')})/)`),
      to: {},
    },
    ...roomsAreInOrder,
    {
      name: 'rehearsal-knows-application-and-domain',
      severity: 'error',
      from: from('^server/rehearsal/'),
      to: { path: '^(server/(adapters|cli|main|wiring|settings)|sandbox|miniprogram|console|test)' },
    },
    {
      name: 'wiring-and-commands-know-rehearsal',
      severity: 'error',
      from: from('^server/(domain|application|adapters)/'),
      to: { path: '^server/rehearsal/' },
    },
    {
      name: 'adapters-know-no-main',
      severity: 'error',
      from: from('^server/adapters/'),
      to: { path: '^(server/(cli|main|wiring|settings)|sandbox|miniprogram|console|test)' },
    },
    {
      name: 'server-knows-no-sandbox-or-test',
      severity: 'error',
      from: from('^server/'),
      to: { path: '^(sandbox|test|miniprogram|console)/' },
    },
    {
      name: 'sandbox-knows-contract-only',
      severity: 'error',
      from: from('^sandbox/'),
      to: { path: '^(server|test|miniprogram|console)/' },
    },
    {
      name: 'pages-know-contract-only',
      severity: 'error',
      from: from('^(miniprogram|console)/'),
      to: { path: '^(server|sandbox|test)/' },
    },
    {
      name: 'miniprogram-takes-money-and-types',
      severity: 'error',
      comment: 'zod must not reach the bundle: of contract only what has none at run time.',
      from: from('^miniprogram/'),
      to: {
        path: '^contract/(?!(money|colour|assertNever|taxNumber|titleLetters)\\.ts)',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'console-takes-words-money-and-types',
      severity: 'error',
      comment: 'zod need not reach the page: of contract only what has none at run time.',
      from: from('^console/'),
      to: { path: '^contract/(?!(money|assertNever|[a-zA-Z]+Words)\\.ts)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'provider-rooms-are-apart',
      severity: 'error',
      from: { path: '^server/adapters/channels/(wechat|alipay)/' },
      to: { path: '^server/adapters/channels/(wechat|alipay)/', pathNot: '^server/adapters/channels/$1/' },
    },
    {
      name: 'typeorm-in-db-only',
      severity: 'error',
      from: { path: '^(contract|server|sandbox)/', pathNot: '^server/adapters/db/' },
      to: { path: 'node_modules/typeorm/' },
    },
    {
      name: 'koa-in-http-only',
      severity: 'error',
      from: { path: '^(contract|server)/', pathNot: '^server/adapters/http/' },
      to: { path: 'node_modules/(koa|@koa)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    exclude: { path: '(^dist/|\\.scss$|\\.png$)' },
  },
}
