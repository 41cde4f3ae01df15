/** @type {import('jest').Config} */
export default {
  testMatch: ['<rootDir>/{apps,libs,migrations,test}/**/*.spec.{ts,tsx}'],
  // The page's specs need a browser: npm run test:browser.
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/browser/'],
  // Jest leaves a core free; of two that is half, and specs mostly wait for the database.
  maxWorkers: '100%',
  // A worker keeps the modules of every spec it ran. At the end of a run that is a gigabyte, which takes the process
  // longer to give back than the 500 ms after which jest kills it and reports a leak: a new worker comes before that.
  workerIdleMemoryLimit: '400MB',
  globalSetup: '<rootDir>/libs/testing/jest-global-setup.mjs',
  globalTeardown: '<rootDir>/libs/testing/jest-global-teardown.mjs',
  // Ends what hangs, and nothing that is only slow: the slowest takes a tenth of it on two quiet cores.
  testTimeout: 300_000,
  modulePathIgnorePatterns: ['/dist/'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^@daybook/api$': '<rootDir>/apps/api/src/index.ts',
    '^@daybook/migrations$': '<rootDir>/migrations/index.ts',
    '^@daybook/sync-client/(file|metrics)$': '<rootDir>/libs/sync-client/src/$1.ts',
    '^@daybook/sync-client/react$': '<rootDir>/libs/sync-client/src/react.tsx',
    '^@daybook/([^/]+)$': '<rootDir>/libs/$1/src/index.ts',
  },
  transform: {
    '\\.tsx?$': [
      '@swc/jest',
      {
        swcrc: false,
        sourceMaps: 'inline',
        module: { type: 'es6' },
        jsc: {
          target: 'es2022',
          keepClassNames: true,
          parser: { syntax: 'typescript', tsx: true, decorators: true },
          transform: {
            legacyDecorator: true,
            decoratorMetadata: true,
            useDefineForClassFields: true,
            react: { runtime: 'automatic' },
          },
        },
      },
    ],
  },
};
