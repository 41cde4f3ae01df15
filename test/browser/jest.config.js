import everything from '../../jest.config.js';

/** The specs that need a browser: run by themselves, one after the other, against one server that is started for them. */
export default {
  ...everything,
  rootDir: '../..',
  testMatch: ['<rootDir>/test/browser/**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  globalSetup: '<rootDir>/test/browser/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/browser/support/global-teardown.mjs',
  maxWorkers: 1,
};
