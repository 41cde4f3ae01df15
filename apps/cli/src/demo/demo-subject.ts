/** The subject of `serve --demo`: a fixed id, so that a later start finds it again instead of making another. */
export const DEMO_SUBJECT = '01900000-0000-7000-8000-00000000de30';
