import { CHANNELS, type Channel, isChannel } from '../../../contract/channelWords'
/** One colour and name through all points of a chart. */
export interface Series {
  key: string
  name: string
  colour: string
}

/** A day, an age, an estate …: one value for each series, in their order. */
export interface Point {
  label: string
  values: readonly number[]
}

export interface Bars {
  /** What the values are, with the unit; the chart's name for those who do not see it. */
  title: string
  series: readonly Series[]
  points: readonly Point[]
  /** How a value is said in full: 1,116.63. */
  say(value: number): string
  /** How it is said at the axis, where there is little room: 12 万. */
  sayShort(value: number): string
  /** Bars that lie, for names that are long. */
  lying?: boolean
  /** The end of the axis, when it is known: 100 for a rate. */
  most?: number
  height?: number
}

const CHANNEL_COLOURS: Record<Channel, string> = { wechat: '#15803D', alipay: '#1D4ED8' }
const OTHER_COLOURS = ['#9A3412', '#6B21A8', '#0F766E', '#A16207', '#BE185D', '#475569']

/** The colour of plain bars: the brand's. */
export const PLAIN_COLOUR = '#B45309'

/** Channels in the order in which everybody thinks of them, then the banks. */
export const inOrder = (channels: readonly string[]): string[] => {
  const rank = (channel: string) => (isChannel(channel) ? CHANNELS.indexOf(channel) : CHANNELS.length)
  return [...channels].sort((one, other) => rank(one) - rank(other) || (one < other ? -1 : 1))
}

/** A channel has the same colour in every chart; each ≥ 4.5 : 1 on white. */
export function channelSeries(channels: readonly string[], nameOf: (channel: string) => string): Series[] {
  const others = channels.filter((channel) => !isChannel(channel))
  return channels.map((key) => ({
    key,
    name: nameOf(key),
    colour: isChannel(key)
      ? CHANNEL_COLOURS[key]
      : (OTHER_COLOURS[others.indexOf(key) % OTHER_COLOURS.length] ?? PLAIN_COLOUR),
  }))
}

/** Colours for series that have none of their own, the first one the brand's. */
export function plainSeries(names: readonly string[]): Series[] {
  const colours = [PLAIN_COLOUR, '#0F766E', '#475569', '#6B21A8', '#1D4ED8', '#BE185D']
  return names.map((name, nth) => ({ key: name, name, colour: colours[nth % colours.length] ?? PLAIN_COLOUR }))
}
