import type { CSSProperties, FC, ReactNode } from 'react'

/**
 * The few elements that pages are made of. elements.tsx makes them of mini-program components, elements.h5.tsx of HTML,
 * so that a browser gets real buttons, headings and labelled inputs.
 */
export interface BoxProps {
  className?: string
  style?: CSSProperties | Record<`--${string}`, string>
  id?: string
  /** Read out instead of the content. */
  label?: string
  role?: 'img' | 'list' | 'listitem' | 'group' | 'alert' | 'main'
  /** Changes of the content are read out. */
  live?: boolean
  hidden?: boolean
  children?: ReactNode
}

export interface TextProps {
  className?: string
  id?: string
  children?: ReactNode
}

export interface HeadingProps extends TextProps {
  level: 1 | 2 | 3
}

export interface LabelProps extends TextProps {
  /** The id of the input that it names. */
  names: string
}

export interface TapProps {
  className?: string
  label?: string
  onTap: () => void
  disabled?: boolean
  busy?: boolean
  /** For a tap that opens what stands below it. */
  expanded?: boolean
  /** For a tap that is a switch. */
  checked?: boolean
  children?: ReactNode
}

export interface TextInputProps {
  id: string
  className?: string
  /** `words` are several lines that grow into sentences; Enter begins a new line there. */
  kind: 'text' | 'digits' | 'decimal' | 'identity' | 'words'
  /**
   * What it holds when it appears. Afterwards only the person changes what it holds, and `onText` tells each change; to put
   * other text into it, give it another key. A form hands in what it knows, so that an input which went and came back shows
   * what will be sent.
   */
  initial: string
  label: string
  describedBy?: string
  invalid?: boolean
  maxLength: number
  onText: (text: string) => void
  onDone?: () => void
}

export interface ChoiceProps {
  id: string
  question: string
  options: readonly { value: string; text: string }[]
  value: string | undefined
  onChoose: (value: string) => void
}

export interface DialogProps {
  title: string
  open: boolean
  onClose: () => void
  children: ReactNode
}

export interface PageHeadProps {
  title: string
  onBack?: () => void
}

export interface PictureProps {
  className?: string
  /** A path or address on the device. */
  source: string
  /** What is seen on it. */
  label: string
}

export interface Elements {
  Box: FC<BoxProps>
  Words: FC<TextProps>
  Heading: FC<HeadingProps>
  Label: FC<LabelProps>
  Tap: FC<TapProps>
  TextInput: FC<TextInputProps>
  Choice: FC<ChoiceProps>
  Dialog: FC<DialogProps>
  PageHead: FC<PageHeadProps>
  Picture: FC<PictureProps>
}
