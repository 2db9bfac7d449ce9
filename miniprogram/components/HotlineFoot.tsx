import { common } from '../text'
import { Button } from './Button'
import { call } from './go'
import { Foot } from './Page'

/** Where nothing can be done here, the next step is to call the company; nothing where it publishes no number. */
export function HotlineFoot({ hotline }: { hotline: string | null }) {
  if (hotline === null) return null
  return (
    <Foot>
      <Button onTap={() => call(hotline)}>{common.call(hotline)}</Button>
    </Foot>
  )
}
