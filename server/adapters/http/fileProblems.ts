import type { FILE_REFUSALS } from '../../application/files/fileRefusals'
import type { Sentence } from './sentence'

/** How each refusal about files is told. */
export const FILE_SENTENCES: Record<(typeof FILE_REFUSALS)[number], Sentence> = {
  'file-not-acceptable': {
    status: 409,
    title: '不能改用这份文件',
    detail: '这份文件正在使用、已被隔离，或提交之后已改用别的文件。请刷新查看当日的文件。',
  },
  'no-such-channel': {
    status: 422,
    title: '没有这个渠道',
    detail: '这家公司没有开通这个渠道或银行。请核对渠道后再上传。',
  },
  'file-gone': { status: 404, title: '找不到原文件', detail: '存放目录中没有这份原文件，请联系运维人员从备份中恢复。' },
  'future-day': { status: 422, title: '日期还没有过完', detail: '当日结束之后渠道才给出账单，请选择今天以前的日期。' },
}
