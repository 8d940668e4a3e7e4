export { CxProvider, type CxProviderProps, useCx } from './cx-provider.ts';
export type { Register, RegisteredFacts, RegisteredTouchpoint } from './register.ts';
export { Survey, type SurveyProps } from './survey.ts';
export { type SurveyState, useSurvey } from './use-survey.ts';
export { useTrigger } from './use-trigger.ts';
