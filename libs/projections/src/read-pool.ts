/** Nest's token for the pool that the query handlers read through. */
export const READ_POOL = Symbol('the pool that queries read through');
