import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { decideMetricType } from '@daybook/domain';
import { EventLog } from '@daybook/event-log';
import { Clock } from '../clock.js';
import { needsOfMutation } from '../needs-of-mutation.js';
import { settleDecision } from '../settle-decision.js';
import { DefineMetricType, type DefinitionOutcome } from './define-metric-type.command.js';

@CommandHandler(DefineMetricType)
export class DefineMetricTypeHandler implements ICommandHandler<DefineMetricType> {
  constructor(
    private readonly log: EventLog,
    private readonly clock: Clock,
  ) {}

  async execute({ origin, body }: DefineMetricType): Promise<DefinitionOutcome> {
    const now = this.clock.now();
    const { answer, ...outcome } = await this.log.append({
      origin,
      needs: needsOfMutation(body['id'], now),
      contestedDays: 'untouched',
      ownMetrics: 'all',
      decide: (state, draft) => {
        const verdict = settleDecision(state, draft, body['id'], decideMetricType(state, body, now));
        const code = body['code'];
        return { verdict, metricType: typeof code === 'string' ? (state.metrics.get(code) ?? null) : null };
      },
    });
    return { ...answer, ...outcome };
  }
}
