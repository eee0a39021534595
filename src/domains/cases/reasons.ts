// Why a step goes back, stops a clock or ends a case: closed lists, each word with its sentence in both
// languages. A reason stands in the event log; what somebody adds in his own words stands in the note.

export const refusalReasons = ['not_ours', 'not_found', 'known', 'unclear'] as const
export const sendBackReasons = ['wrong_kind', 'wrong_place', 'unclear'] as const
export const returnReasons = ['not_to_file', 'wrong_kind', 'wrong_place'] as const
export const giveBackReasons = ['other_department', 'wrong_place', 'first_another', 'no_access'] as const
export const reworkReasons = ['not_done', 'half_done', 'wrong_spot', 'no_proof'] as const
export const joinReasons = ['same_thing', 'same_cause'] as const
export const insistReasons = ['is_responsible', 'ordered', 'nobody_else'] as const
export const extensionReasons = ['weather', 'material', 'permit', 'large_work', 'other_work_first'] as const
export const suspensionReasons = ['season', 'budget', 'construction', 'court', 'owner_unknown'] as const
export const decisionReasons = ['agreed', 'not_needed', 'too_long', 'no_proof'] as const
export const forceReasons = [
  'no_longer_ours',
  'cannot_be_handled',
  'wrongly_filed',
  'ordered_from_above',
] as const
export const reopenReasons = ['reporter_says_no', 'recheck_says_no'] as const
export const keepClosedReasons = ['is_fixed', 'new_thing', 'cannot_be_fixed'] as const
export const urgeReasons = ['late_soon', 'is_late', 'danger', 'many_reports', 'leader_asks'] as const
export const resumeReasons = ['cause_gone', 'date_reached', 'needed_now'] as const
export const awayReasons = ['no_access', 'seen_from_afar', 'no_signal', 'place_wrong'] as const
export const redrawReasons = ['off_duty', 'too_far', 'knows_them', 'no_answer'] as const

const all = [
  refusalReasons,
  sendBackReasons,
  returnReasons,
  giveBackReasons,
  reworkReasons,
  joinReasons,
  insistReasons,
  extensionReasons,
  suspensionReasons,
  decisionReasons,
  forceReasons,
  reopenReasons,
  keepClosedReasons,
  urgeReasons,
  resumeReasons,
  awayReasons,
  redrawReasons,
] as const
export type Reason = (typeof all)[number][number]
export const reasons: readonly Reason[] = [...new Set(all.flat())]
