import { givenName } from '../../console/api'

test.each([
  ["attachment; filename*=UTF-8''req_20260522_001.txt", 'req_20260522_001.txt'],
  ["attachment; filename*=UTF-8''%E5%B7%AE%E5%BC%82.xlsx", '差异.xlsx'],
  ['attachment', 'file'],
  ['', 'file'],
])('a download is saved under the name that the server gives it: %s', (disposition, name) => {
  expect(givenName(disposition)).toBe(name)
})
