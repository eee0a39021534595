// Rules in words: what they are called, what they ask for, whom they name. And the list of kinds to choose from.
import { useQuery } from '@tanstack/react-query'
import { api } from '../../../client.ts'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { named } from '../../../ui/words/words.ts'
import type { KindCondition, NamedRule, RuleChange } from '../contract.ts'
import { said } from '../rules.ts'

/** Shows what changed rules would have done to last month's cases; the face brings it. */
export type TrialPiece = (props: { changes: readonly RuleChange[] }) => React.ReactNode

export interface RuleWords {
  /** "Rule 12", or that it is only tried. */
  title(rule: NamedRule): string
  kind(rule: NamedRule): string
  region(rule: NamedRule): string
  maintainer(rule: NamedRule): string
  to(rule: NamedRule): string
  /** Everything in one line, for searching and for lists. */
  line(rule: NamedRule): string
}

export function useRuleWords(): RuleWords {
  const say = useSay()
  const [language] = useLanguage()
  const name = (of: { zh: string; en: string } | null): string =>
    of === null ? say('organisations.gone') : named(of, language)
  const words: RuleWords = {
    title: ({ number }) =>
      number === 0 ? say('organisations.rule_tried') : say('organisations.rule_name', { number }),
    kind: ({ kind, names }) =>
      kind === null
        ? say('organisations.any_kind')
        : say('code' in kind ? 'organisations.kind_of' : 'organisations.class_of', {
            type: say(`organisations.type.${kind.type}`),
            code: 'code' in kind ? kind.code : kind.class,
            name: name(names.kind),
          }),
    region: ({ region, names }) =>
      region === null ? say('organisations.whole_district') : name(names.region),
    maintainer: ({ maintainer, to, names }) =>
      maintainer === null
        ? to === 'maintainer'
          ? ''
          : say('organisations.any_maintainer')
        : name(names.maintainer),
    to: ({ to, names }) => (to === 'maintainer' ? say('organisations.to_maintainer') : name(names.to)),
    line: rule =>
      [words.title(rule), words.kind(rule), words.region(rule), words.maintainer(rule), '→', words.to(rule)]
        .filter(part => part !== '' && part !== say('organisations.any_maintainer'))
        .join(' · ')
        .replace(' · → · ', ' → '),
  }
  return words
}

export interface KindChoice {
  value: string
  label: string
  condition: KindCondition
}

/** Classes first, then kinds under their classes; both by code. */
export function useKindChoices(): { classes: KindChoice[]; kinds: KindChoice[]; isReady: boolean } {
  const say = useSay()
  const [language] = useLanguage()
  const { data } = useQuery(api.catalogue.kinds.queryOptions({ staleTime: 300_000 }))
  const classes = new Map<string, KindChoice>()
  const kinds = (data ?? []).map((kind): KindChoice => {
    const { edition, type, code } = kind
    const group: KindCondition = { edition, type, class: code.slice(0, 2) }
    const typeName = say(`organisations.type.${type}`)
    if (!classes.has(said(group)))
      classes.set(said(group), {
        value: said(group),
        label: say('organisations.class_of', {
          type: typeName,
          code: group.class,
          name: named(kind.class, language),
        }),
        condition: group,
      })
    return {
      value: said(kind),
      label: say('organisations.kind_of', { type: typeName, code, name: named(kind.name, language) }),
      condition: { edition, type, code },
    }
  })
  const byValue = (a: KindChoice, b: KindChoice): number => (a.value < b.value ? -1 : 1)
  return {
    classes: [...classes.values()].sort(byValue),
    kinds: kinds.sort(byValue),
    isReady: data !== undefined,
  }
}
