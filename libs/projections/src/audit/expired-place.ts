/** A paging token of another incarnation of the log: what follows it there is not what follows it here. */
export class ExpiredPlace extends Error {
  override readonly name = 'ExpiredPlace';

  constructor() {
    super('the log has been restored since: begin anew, without after');
  }
}
