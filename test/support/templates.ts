import { randomBytes } from 'node:crypto'
import { copyFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import mysql from 'mysql2/promise'
import { openDatabase } from '../../server/adapters/db/database'
import { databaseLocationOf } from '../../server/adapters/db/dataSource'
import { testSealing } from './sealing'

/** A folder of this run of all suites (scripts/test.mjs); without one every database is migrated from nothing. */
const folder = process.env.TEST_TEMPLATES

/**
 * Puts the schema into an empty place as the migrations leave it. They run once in a run of the suites and not for each
 * story: they take longer than most stories, and MariaDB 10.11 crashes now and then when one connection asks for a table's
 * columns while another drops a database.
 */
export async function fillSqlite(file: string): Promise<void> {
  if (!folder) return
  const template = path.join(folder, 'heatpay.sqlite')
  if (!existsSync(template)) {
    const made = path.join(folder, `${randomBytes(6).toString('hex')}.sqlite`)
    await (await openDatabase(databaseLocationOf(made), testSealing)).close()
    renameSync(made, template)
  }
  copyFileSync(template, file)
}

/** The same for a database of MariaDB, by the statements that make the tables again. */
export async function fillMariadb(url: string, name: string): Promise<void> {
  if (!folder) return
  const template = path.join(folder, 'mariadb.sql')
  if (!existsSync(template)) await writeTemplate(url, template)
  const connection = await mysql.createConnection({ uri: `${url}/${name}`, multipleStatements: true })
  await connection.query(readFileSync(template, 'utf8'))
  await connection.end()
}

async function writeTemplate(url: string, template: string): Promise<void> {
  const name = `template_${randomBytes(6).toString('hex')}`
  const admin = await mysql.createConnection(`${url}/mysql`)
  await admin.query(`CREATE DATABASE ${name}`)
  await (await openDatabase(databaseLocationOf(`${url}/${name}`), testSealing)).close()
  await admin.query(`USE ${name}`)
  const rowsOf = async (sql: string) => (await admin.query<mysql.RowDataPacket[]>(sql))[0]
  const [made] = await rowsOf('SELECT @@collation_database AS collation')
  const statements: string[] = [`ALTER DATABASE CHARACTER SET utf8mb4 COLLATE ${made?.collation}`]
  for (const row of await rowsOf('SHOW TABLES')) {
    const [made] = await rowsOf(`SHOW CREATE TABLE \`${Object.values(row)[0]}\``)
    statements.push(String(made?.['Create Table']))
  }
  for (const row of await rowsOf('SHOW TRIGGERS')) {
    const [made] = await rowsOf(`SHOW CREATE TRIGGER \`${row.Trigger}\``)
    statements.push(String(made?.['SQL Original Statement']))
  }
  for (const { timestamp, name: migration } of await rowsOf('SELECT * FROM migrations ORDER BY id'))
    statements.push(mysql.format('INSERT INTO migrations (timestamp, name) VALUES (?, ?)', [timestamp, migration]))
  await admin.query(`DROP DATABASE ${name}`)
  await admin.end()
  writeFileSync(`${template}.${name}`, statements.join(';\n'))
  renameSync(`${template}.${name}`, template)
}
