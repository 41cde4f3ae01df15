import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { decideSourceOrder } from '@daybook/domain';
import { EventLog } from '@daybook/event-log';
import { Clock } from '../clock.js';
import { needsOfMutation } from '../needs-of-mutation.js';
import { settleDecision } from '../settle-decision.js';
import { SetSourceOrder, type SourceOrderOutcome } from './set-source-order.command.js';

@CommandHandler(SetSourceOrder)
export class SetSourceOrderHandler implements ICommandHandler<SetSourceOrder> {
  constructor(
    private readonly log: EventLog,
    private readonly clock: Clock,
  ) {}

  async execute({ origin, body }: SetSourceOrder): Promise<SourceOrderOutcome> {
    const now = this.clock.now();
    const { answer, ...outcome } = await this.log.append({
      origin,
      needs: needsOfMutation(body['id'], now),
      contestedDays: 'read',
      ownMetrics: 'named',
      decide: (state, draft) => {
        const verdict = settleDecision(state, draft, body['id'], decideSourceOrder(state, body, now));
        return { verdict, sources: state.sourceOrder?.sources ?? [] };
      },
    });
    return { ...answer, ...outcome };
  }
}
