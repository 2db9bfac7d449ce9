/** The one function of react-dom that the console uses; the package ships no types of its own. */
declare module 'react-dom/client' {
  import type { ReactNode } from 'react'
  export function createRoot(container: Element): { render(children: ReactNode): void; unmount(): void }
}
