import type { AccountFindings } from './account-findings.ts';

export type AccountClass = 'dangling' | 'at_risk' | 'growth' | 'happy';

type Rule = readonly [of: AccountClass | null, reason: string, holds: (found: AccountFindings) => boolean];

/**
 * Why an account is of a class. The class is that of the first line that holds, and the reasons are the lines of that
 * class that hold. Whoever changes a line raises `ruleVersion`.
 */
export const rules = [
  ['dangling', 'R1_declared_exit', (found) => found.declaredExit],
  ['dangling', 'R1_declared_scope_cut', (found) => found.declaredScopeCut],
  ['dangling', 'R1_low_renewal_and_poor_experience', (found) => found.lowRenewal && found.s < 0],
  ['dangling', 'R1_low_renewal_and_overdue_case', (found) => found.lowRenewal && found.overdueCase],
  ['at_risk', 'R2_gone_silent', (found) => found.silent],
  ['at_risk', 'R2_poor_experience', (found) => found.enoughAnswers && found.s < 0],
  ['at_risk', 'R2_decision_maker_detractor', (found) => found.decisionMakerDetracts],
  ['at_risk', 'R2_low_renewal_intent', (found) => found.lowRenewal],
  ['at_risk', 'R2_overdue_case', (found) => found.overdueCase],
  ['growth', 'R3_consistent', growing],
  ['growth', 'R3_growth_intent', growing],
  ['happy', 'R4_consistent', (found) => consistent(found) && found.answered && found.s >= 0],
  [null, 'inconsistent', wavering],
  [null, 'insufficient_evidence', (found) => !wavering(found)],
] as const satisfies readonly Rule[];

export type AccountReason = (typeof rules)[number][1];

export const ruleVersion = 1;

function growing(found: AccountFindings): boolean {
  return consistent(found) && found.s > 0 && found.wantsGrowth && !found.openDetractorCase;
}

function consistent({ enoughQuarters, quarterBelow0, silent }: AccountFindings): boolean {
  return enoughQuarters && !quarterBelow0 && !silent;
}

function wavering({ enoughQuarters, quarterBelow0 }: AccountFindings): boolean {
  return enoughQuarters && quarterBelow0;
}
