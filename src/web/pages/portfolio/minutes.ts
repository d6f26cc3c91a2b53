/** Minutes of staff there are in a week while nobody says otherwise: two people for half their time. */
export const MINUTES = 2400;
export const MINUTES_MOST = 100_000;
