import type { Answer } from '../../api/answer'
import type { PhotoKind } from '../../api/season'
import { Card } from '../../components/Card'
import { failureText } from '../../components/failureText'
import { PhotoField } from '../../components/PhotoField'
import { Box, Heading } from '../../platform/elements'
import type { ChosenPhoto } from '../../platform/photoPorts'
import { refund as text } from '../../text'
import { PHOTOS, type Wrong } from './details'

/** Photos that the server has taken, with the names it gave them. */
export type KeptPhotos = Partial<Record<PhotoKind, ChosenPhoto & { id: string }>>

interface PhotosStepProps {
  photos: KeptPhotos
  wrong: Wrong
  keep: (kind: PhotoKind, photo: ChosenPhoto) => Promise<Answer<{ id: string }>>
  onKept: (kind: PhotoKind, photo: ChosenPhoto & { id: string }) => void
  onWrong: (kind: PhotoKind, error: string) => void
}

/** Identity card and bank card; each is sent as soon as it is chosen. */
export function PhotosStep({ photos, wrong, keep, onKept, onWrong }: PhotosStepProps) {
  return (
    <>
      <Heading level={2} className='question'>
        {text.photosQuestion}
      </Heading>
      <Box className='below-question'>{text.photosHint}</Box>
      {PHOTOS.map((kind) => (
        <Card key={kind}>
          <PhotoField
            label={text.photos[kind]}
            hint={text.photoSides[kind]}
            chosen={photos[kind]}
            error={wrong[kind]}
            onChosen={async (photo) => {
              const kept = await keep(kind, photo)
              if (kept.ok) onKept(kind, { ...photo, id: kept.value.id })
              else onWrong(kind, failureText(kept.failure).text)
            }}
            onWrong={(error) => onWrong(kind, error)}
          />
        </Card>
      ))}
    </>
  )
}
