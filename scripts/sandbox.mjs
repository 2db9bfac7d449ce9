#!/usr/bin/env node
// `npm run sandbox`: the stand-ins of WeChat Pay, Alipay and the bank alone, for people who build other mini-programs.
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { buildIfNeeded } from './build.mjs'

const HELP = `用法：npx heatpay-sandbox            （或 npm run sandbox）

微信支付 v3、支付宝和合作银行的替身，给自己的程序联调用。打印 sandbox ready <地址> 后可用。

环境变量
  PORT                 商户服务器的端口，默认 8080；沙箱默认用下一个
  SANDBOX_PORT         沙箱的端口，0 表示任选一个
  SANDBOX_HOST         监听的网卡，默认 127.0.0.1；页面不设密码，对外开放要自己设防
  SANDBOX_URL          对外的地址，例如 https://pay.example.cn
  SANDBOX_TLS_CERT     证书（PEM）；与 SANDBOX_TLS_KEY 一起给出，就用 https
  SANDBOX_TLS_KEY      私钥（PEM）
  SANDBOX_MERCHANTS    自有商户的文件（JSON），见 docs/sandbox.zh-CN.md
  SANDBOX_SERVER_URL   商户服务器的地址，默认 http://127.0.0.1:<PORT>
  DATA_DIR             数据和密钥的目录，默认 ./data
`
if (process.argv.slice(2).some((word) => ['-h', '--help', 'help'].includes(word))) {
  process.stdout.write(HELP)
  process.exit(0)
}
process.env.TZ = 'Asia/Shanghai'
await buildIfNeeded(['server'])
if (process.env.HEATPAY_MODE === 'production') {
  process.stderr.write('HEATPAY_MODE=production: there is no sandbox in production\n')
  process.exit(1)
}
const judge = fileURLToPath(new URL('../dist/app/server/judge.js', import.meta.url))
// It makes keys in DATA_DIR: not where the database is production's.
if (spawnSync(process.execPath, [judge], { stdio: 'inherit' }).status !== 0) process.exit(1)
createRequire(import.meta.url)('../dist/app/sandbox/main.js')
