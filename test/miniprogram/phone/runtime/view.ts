import * as glassEasel from 'glass-easel'
import type { BuiltPackage } from '../builtPackage'
import { defineInputs } from './inputs'
import { addStyles } from './styles'
import { readTemplates } from './templates'

/** An event as a page's script gets it: a plain object. */
export type PageEvent = ReturnType<typeof plain>

/** The shown side of an open page. */
export interface View {
  element: HTMLElement
  setData(change: Record<string, unknown>): void
  remove(): void
}

glassEasel.globalOptions.writeIdToDOM = true
glassEasel.globalOptions.idPrefixGenerator = () => ''

function place(element: glassEasel.GeneralComponent | glassEasel.Element | null | undefined) {
  return { id: element?.id ?? '', dataset: { ...element?.dataset }, offsetLeft: 0, offsetTop: 0 }
}

/** What the scripts are told about an event. Alipay adds the data of the element that was touched. */
function plain(event: glassEasel.ShadowedEvent<unknown>, platform: BuiltPackage['platform']) {
  const target = place(event.target as glassEasel.Element)
  return {
    type: platform === 'alipay' && event.type === 'longpress' ? 'longTap' : event.type,
    timeStamp: Date.now(),
    detail: (event.detail ?? {}) as Record<string, unknown>,
    target: platform === 'alipay' ? { ...target, targetDataset: target.dataset } : target,
    currentTarget: place(event.currentTarget as glassEasel.Element),
    mark: {},
    touches: [],
    changedTouches: [],
  }
}

const DEFAULT_PREVENTED = 1

/** Touches and native events of the browser, as glass-easel's events. */
function browserEvents(): glassEasel.CurrentWindowBackendContext {
  const context = new glassEasel.CurrentWindowBackendContext()
  context.onEvent((target, type, detail, options) => {
    const event = new glassEasel.Event(type, detail, options)
    glassEasel.Event.dispatchEvent(target, event)
    return (event.defaultPrevented() ? DEFAULT_PREVENTED : 0) as glassEasel.EventBubbleStatus
  })
  return context
}

/** Draws pages from a package's templates on the ground; `hear` gets each event that a template binds. */
export function createViews(built: BuiltPackage, ground: HTMLElement, hear: (event: PageEvent) => void) {
  const templates = readTemplates(built.templates)
  const space = new glassEasel.ComponentSpace()
  const context = browserEvents()
  const methods = {
    eh: (event: glassEasel.ShadowedEvent<unknown>) => hear(plain(event, built.platform)),
  }
  defineInputs(space)
  // Taro's templates call themselves by this component where they are nested too deep for one template.
  if (built.scripts['comp.js']) {
    const comp = space.defineComponent({
      is: 'comp',
      template: templates('comp'),
      options: { virtualHost: true },
      properties: { i: { type: Object, value: { nn: '0' } }, l: { type: String, value: '' } },
      methods,
    })
    space.setGlobalUsingComponent('comp', comp.general())
  }
  addStyles(built, 'app')
  return (route: string, initialData: Record<string, unknown>): View => {
    addStyles(built, route)
    const element = document.createElement('div')
    element.className = 'page-root'
    const placeholder = element.appendChild(document.createElement('span'))
    ground.append(element)
    const definition = space.defineComponent({ template: templates(route), data: () => initialData, methods })
    const page = glassEasel.Component.createWithContext('page-body', definition.general(), context)
    glassEasel.Element.replaceDocumentElement(page, element as never, placeholder as never)
    return {
      element,
      setData: (change) => page.setData(change),
      remove() {
        glassEasel.Element.pretendDetached(page)
        element.remove()
      },
    }
  }
}
