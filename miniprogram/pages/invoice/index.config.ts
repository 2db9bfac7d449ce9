import { titles } from '../../text/common'

export default definePageConfig({ navigationBarTitleText: titles.invoice })
