// Handing out a list or a layer as a file: a button that opens the formats.
import { Button, Dropdown } from 'antd'
import { useSay } from './say.ts'

const formats = ['geojson', 'shapefile', 'geopackage', 'kml', 'csv', 'xlsx'] as const
export type SavedFormat = (typeof formats)[number]

interface Props {
  busy: boolean
  onSave(format: SavedFormat): void
}

export function FileSave({ busy, onSave }: Props) {
  const say = useSay()
  const items = formats.map(key => ({ key, label: say(`formats.format.${key}`), onClick: () => onSave(key) }))
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      <Button size="small" loading={busy} aria-haspopup="menu">
        {say('formats.download')}
      </Button>
    </Dropdown>
  )
}
