// The tools over the map: one at a time, each with its key, and the way back.
import { Key } from '../../../ui/Key.tsx'
import { useSay } from '../../../ui/say.ts'
import { useKeys } from '../../../ui/useKeys.ts'
import { toolKeys, tools } from './tools.ts'
import type { Editing } from './useEditing.ts'

const confirmed: readonly Editing['tool'][] = ['split', 'merge', 'transfer']

export function ToolBar({ editing, shown }: { editing: Editing; shown: string }) {
  const say = useSay()
  useKeys({
    v: () => editing.take('choose'),
    b: () => editing.take('border'),
    x: () => editing.take('split'),
    j: () => editing.take('merge'),
    t: () => editing.take('transfer'),
    l: () => editing.take('lock'),
    z: editing.undo,
    y: editing.redo,
    Escape: editing.leave,
    // Where the tool has nothing to confirm, Enter takes up the mend of the fault that is shown.
    Enter: confirmed.includes(editing.tool) ? editing.confirm : undefined,
    Backspace: editing.held ? editing.removeHeld : editing.points.length > 0 ? editing.back : undefined,
    Delete: editing.held ? editing.removeHeld : undefined,
  })
  return (
    <div className="grids-tools" role="toolbar" aria-label={say('grids.tools')}>
      {tools.map(tool => (
        <button
          key={tool}
          type="button"
          aria-pressed={editing.tool === tool}
          onClick={() => editing.take(tool)}
        >
          {say(`grids.tool.${tool}`)} <Key name={toolKeys[tool]} />
        </button>
      ))}
      <span className="grids-tools-line" aria-hidden="true" />
      <button type="button" disabled={editing.busy} onClick={editing.undo}>
        {say('grids.tool.undo')} <Key name="Z" />
      </button>
      <button type="button" disabled={editing.busy} onClick={editing.redo}>
        {say('grids.tool.redo')} <Key name="Y" />
      </button>
      <span className="grids-tools-shown quiet">{shown}</span>
    </div>
  )
}
