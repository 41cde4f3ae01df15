/**
 * A paging token of another incarnation of the log: what follows it there is not what follows it here. Also one whose
 * last event is of a stream that began a new epoch for another reason; to begin anew is never wrong.
 */
export class ExpiredPlace extends Error {
  override readonly name = 'ExpiredPlace';

  constructor() {
    super('this place is of before a restore or a repair of the log: begin anew, without after');
  }
}
