import { Progress, Upload } from 'antd'
import { text } from '../text'

interface Props {
  /** Name endings that the file dialog offers, e.g. `.xlsx`. */
  accept?: string
  file: File | undefined
  /** How much of it has gone, from 0 to 1; undefined while nothing is sent. */
  gone: number | undefined
  onFile(file: File): void
}

/** Takes one file: dragged here, or chosen by a button that the keyboard reaches. */
export function FileDrop({ accept, file, gone, onFile }: Props) {
  return (
    <>
      <Upload.Dragger
        accept={accept}
        maxCount={1}
        showUploadList={false}
        beforeUpload={(given) => {
          onFile(given)
          return false
        }}
      >
        <p style={{ margin: '12px 0' }}>
          {file ? `${file.name}（${text.common.kilobytes(Math.ceil(file.size / 1024))}）` : text.common.dropFile}
        </p>
      </Upload.Dragger>
      {gone !== undefined && <Progress percent={Math.round(gone * 100)} aria-label={text.common.sending} />}
    </>
  )
}
