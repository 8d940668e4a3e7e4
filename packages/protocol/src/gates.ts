/** The gates of the governor, in the order in which they are tried: why a touchpoint may not ask now. */
export const gates = [
  'paused',
  'schedule',
  'audience',
  'sample',
  'repeat',
  'quiet_period',
  'per_session',
  'quota',
  'precision',
  'consent',
  'busy',
] as const;
