// All keys of a screen on one sheet, opened by `?`.
import { Modal } from 'antd'
import { useState } from 'react'
import { Key } from './Key.tsx'
import { useSay } from './say.ts'
import { useKeys } from './useKeys.ts'

export interface KeyLine {
  keys: readonly string[]
  does: string
}

export function KeySheet({ lines }: { lines: readonly KeyLine[] }) {
  const say = useSay()
  const [isOpen, setOpen] = useState(false)
  useKeys({ '?': () => setOpen(true) })
  return (
    <>
      <button type="button" className="key-line" onClick={() => setOpen(true)}>
        <Key name="?" /> {say('console.keys_all')}
      </button>
      <Modal
        open={isOpen}
        onCancel={() => setOpen(false)}
        footer={null}
        title={say('console.keys_title')}
        destroyOnHidden
      >
        <dl className="key-sheet">
          {lines.map(({ keys, does }) => (
            <div key={does}>
              <dt>
                {keys.map(key => (
                  <kbd className="key" key={key}>
                    {key}
                  </kbd>
                ))}
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
      </Modal>
    </>
  )
}
