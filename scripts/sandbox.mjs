// `npm run sandbox`: the stand-ins of WeChat Pay, Alipay and the bank alone, for people who build other mini-programs.
import { createRequire } from 'node:module'
import { buildIfNeeded } from './build.mjs'

process.env.TZ = 'Asia/Shanghai'
await buildIfNeeded(['server'])
createRequire(import.meta.url)('../dist/app/sandbox/main.js')
