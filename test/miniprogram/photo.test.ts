import { photoFault, sizeText } from '../../miniprogram/components/PhotoField'

const MEGABYTE = 1024 * 1024

test('a picture of 5 MB is taken, one byte more is not', () => {
  expect(photoFault({ path: 'p', bytes: 5 * MEGABYTE, type: 'image/jpeg' })).toBeUndefined()
  expect(photoFault({ path: 'p', bytes: 5 * MEGABYTE + 1, type: 'image/jpeg' })).toBe('tooLarge')
})

test('what is no picture that the server takes is told at once; what is unknown is left to it', () => {
  expect(photoFault({ path: 'p', bytes: 10, type: 'application/pdf' })).toBe('wrongType')
  expect(photoFault({ path: 'p', bytes: 10, type: 'image/svg+xml' })).toBe('wrongType')
  expect(photoFault({ path: 'p', bytes: undefined, type: undefined })).toBeUndefined()
})

test('a size is told in megabytes, never as nothing', () => {
  expect(sizeText(1_258_291)).toBe('1.2 MB')
  expect(sizeText(900)).toBe('0.1 MB')
  expect(sizeText(undefined)).toBe('')
})
