// Around what is fetched late: where it cannot be had, whoever asked for it is told, and nothing stands in its place.
import { Component, type ReactNode } from 'react'

export class Missing extends Component<{ children: ReactNode; onMissing(): void }, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true }
  }

  override componentDidCatch(): void {
    this.props.onMissing()
  }

  override render(): ReactNode {
    return this.state.failed ? null : this.props.children
  }
}
