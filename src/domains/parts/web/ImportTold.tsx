// What an import would do: counts, each refused row with its mend, and what looks like a duplicate.
import { Button } from 'antd'
import { writeCsv } from '../../../base/csv.ts'
import { handOut } from '../../../ui/filing.ts'
import { useSay } from '../../../ui/say.ts'
import type { Say } from '../../../ui/words/words.ts'
import type { PutReport } from '../contract.ts'
import { spacedCode } from '../rules.ts'
import { rowSentence } from './sentences.ts'

const mostShown = 50

export function ImportTold({ report, file }: { report: PutReport; file: string }) {
  const say = useSay()
  const lines = [
    ...report.refused.map(({ row, code, why, said }) => ({ row, code, told: rowSentence(why, said, say) })),
    ...report.duplicates.map(({ row, of, metres }) => ({
      row,
      code: '',
      told: duplicateSentence(of, metres, say),
    })),
  ]
  const download = (): void => {
    const head = ['parts.import_row', 'parts.code', 'parts.import_why'] as const
    const rows = lines.map(({ row, code, told }) => [String(row), code, told])
    const text = writeCsv([head.map(key => say(key)), ...rows])
    handOut(`${file}.csv`, new Blob([text], { type: 'text/csv;charset=utf-8' }))
  }
  return (
    <section>
      <p>
        {say('parts.import_counts', {
          rows: report.rows,
          added: report.added,
          changed: report.changed,
          unchanged: report.unchanged,
          refused: report.refusedRows,
          duplicates: report.duplicateRows,
        })}{' '}
        <strong>{say('parts.import_nothing_kept')}</strong>
      </p>
      {lines.length > 0 && (
        <>
          <div className="parts-told-rows">
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">{say('parts.import_row')}</th>
                  <th scope="col">{say('parts.code')}</th>
                  <th scope="col">{say('parts.import_why')}</th>
                </tr>
              </thead>
              <tbody>
                {lines.slice(0, mostShown).map(({ row, code, told }) => (
                  <tr key={`${row} ${told}`}>
                    <td>{row}</td>
                    <td className="parts-code">{code}</td>
                    <td>{told}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <p className="quiet">
            {lines.length > mostShown && say('parts.import_first', { count: mostShown })}{' '}
            <Button size="small" onClick={download}>
              {say('parts.import_download')}
            </Button>
          </p>
        </>
      )}
    </section>
  )
}

function duplicateSentence(of: PutReport['duplicates'][number]['of'], metres: number, say: Say): string {
  return 'code' in of
    ? say('parts.import_duplicate_code', { code: spacedCode(of.code), metres })
    : say('parts.import_duplicate_row', { row: of.row, metres })
}
