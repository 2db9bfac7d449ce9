import { titles } from '../../text/titles'

export default definePageConfig({ navigationBarTitleText: titles.gasFee })
