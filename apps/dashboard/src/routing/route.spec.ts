import { WHOLE_LOG } from '../audit/log-filter.js';
import { addressOf, routeOf, type Route } from './route.js';

const at = (address: string): Route => routeOf(new URL(address, 'http://localhost'));

const SUBJECT = '0197f0c4-0000-7000-8000-000000000001';
const FILTER = { type: 'StatsOverwritten', from: '2026-05-01', to: '' } as const;

describe('the address of a view', () => {
  const routes: Exclude<Route, { view: 'nowhere' }>[] = [
    { view: 'day', date: null },
    { view: 'day', date: '2026-05-24' },
    { view: 'metrics' },
    { view: 'metric', type: 'steps', days: 30 },
    { view: 'metric', type: 'x_mood', days: 365 },
    { view: 'history', type: 'steps', date: '2026-05-24' },
    { view: 'sync' },
    { view: 'audit', subject: null, filter: WHOLE_LOG },
    { view: 'audit', subject: SUBJECT, filter: WHOLE_LOG },
    { view: 'audit', subject: SUBJECT, filter: FILTER },
  ];

  it.each(routes)('leads back to it: $view', (route) => {
    expect(at(addressOf(route))).toEqual(route);
  });

  it.each([
    '/day/2026-02-31',
    '/audit/somebody',
    '/metric/steps/yesterday',
    '/a/b/c/d',
    '/elsewhere',
    '/metric/',
  ])('names nothing: %s', (address) => {
    expect(at(address)).toEqual({ view: 'nowhere' });
  });

  it('shows the usual period when the one asked for is none', () => {
    expect(at('/metric/steps?days=31')).toEqual({ view: 'metric', type: 'steps', days: 30 });
  });

  it('filters nothing by what is no event and no day', () => {
    expect(at('/audit?type=Nothing&from=2026-02-31&to=x')).toEqual({
      view: 'audit',
      subject: null,
      filter: WHOLE_LOG,
    });
  });

  it('survives a percent sign that means nothing', () => {
    expect(at('/metric/%E0%A4%A')).toEqual({ view: 'metric', type: '%E0%A4%A', days: 30 });
  });
});
