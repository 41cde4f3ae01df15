import { readRows, type Connection, type Statement } from './read-rows.js';

const SLICE_SUBJECTS = 1_000;

const NEXT_SUBJECTS: Statement = {
  name: 'next-subjects',
  text: `select s.user_id from user_streams s where s.user_id > $1 order by s.user_id limit ${SLICE_SUBJECTS}`,
};

/** Every subject, in the order of the ids, read in slices: what an operator's tool walks through. */
export async function* subjects(connection: Connection): AsyncGenerator<string> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const rows = await readRows<{ user_id: string }>(connection, NEXT_SUBJECTS, [after]);
    for (const { user_id: userId } of rows) yield userId;
    const last = rows.at(-1);
    if (!last || rows.length < SLICE_SUBJECTS) return;
    after = last.user_id;
  }
}
