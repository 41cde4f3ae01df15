export * from './commands.module.js';
export * from './define-metric-type/define-metric-type.command.js';
export * from './record-measurements/record-measurements.command.js';
export * from './set-source-order/set-source-order.command.js';
