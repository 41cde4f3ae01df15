/**
 * The plan of the house as data: what each room may enter. An arrow that is not written here fails the build.
 *   domain <- contract <- sync-client <- dashboard
 *   domain, database <- event-log <- commands, projections <- apps
 */
const mayEnter = {
  'libs/domain': [],
  'libs/contract': ['libs/domain'],
  'libs/sync-client': ['libs/contract', 'libs/domain'],
  'apps/dashboard': ['libs/sync-client', 'libs/contract', 'libs/domain'],
  'libs/database': [],
  'libs/event-log': ['libs/domain', 'libs/contract', 'libs/database'],
  'libs/commands': ['libs/domain', 'libs/contract', 'libs/database', 'libs/event-log'],
  'libs/projections': ['libs/domain', 'libs/contract', 'libs/database', 'libs/event-log'],
  'libs/importing': ['libs/domain', 'libs/contract'],
  'libs/testing': ['libs/', 'migrations/'],
  'apps/api': ['libs/', 'migrations/'],
  'apps/cli': ['libs/', 'migrations/', 'apps/api'],
  migrations: [],
};

/** The npm packages a browser room may name; a room that is not listed here may name any that is installed. */
const npmAllowedIn = {
  'libs/domain': [],
  'libs/contract': [],
  'libs/sync-client': ['react'],
};

/** Specs, and what only specs of one room use. */
const spec = '\\.spec\\.tsx?$|^(apps|libs)/[^/]+/test/';

/** The SDK's storage in a file, for programs on Node; a page never gets to it, see `browsers-never-reach-node`. */
const fileStorage = '^libs/sync-client/src/(file\\.ts|storage/(file-|journal))';

/** What can be entered of a room from outside. */
const entrances = [
  '^(apps|libs)/[^/]+/src/index\\.ts$',
  '^libs/sync-client/src/(react\\.tsx|file\\.ts|metrics\\.ts)$',
  '^migrations/index\\.ts$',
];
const browserRooms = '^(libs/(domain|contract|sync-client)|apps/dashboard)/';

const arrows = Object.entries(mayEnter).map(([room, targets]) => ({
  name: `${room}-enters-only-what-the-plan-allows`,
  severity: 'error',
  from: { path: `^${room}/`, pathNot: spec },
  to: {
    path: '^(apps|libs|migrations|test)/',
    pathNot: [room + '/', ...targets].map((target) => `^${target}`),
  },
}));

const npmImports = Object.entries(npmAllowedIn).map(([room, packages]) => ({
  name: `${room}-names-no-other-package`,
  severity: 'error',
  from: { path: `^${room}/src/`, pathNot: spec },
  to: {
    dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown'],
    ...(packages.length > 0 && { pathNot: `node_modules/(@types/)?(${packages.join('|')})/` }),
  },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...arrows,
    ...npmImports,
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: [spec, '\\.d\\.ts$', '^test/', '^apps/dashboard/public/', ...entrances],
      },
      to: {},
    },
    {
      name: 'no-node-in-browser-rooms',
      severity: 'error',
      from: { path: browserRooms, pathNot: [spec, fileStorage] },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'browsers-never-reach-node',
      severity: 'error',
      from: {
        path: '^(libs/sync-client/src/(index|react|metrics)\\.tsx?$|apps/dashboard/src/)',
        pathNot: spec,
      },
      to: { path: fileStorage, reachable: true },
    },
    {
      name: 'testing-only-in-specs',
      severity: 'error',
      from: { path: '^(apps|libs|migrations)/', pathNot: [spec, '^libs/testing/'] },
      to: { path: '^(libs/testing|test)/' },
    },
    {
      name: 'no-specs-as-sources',
      severity: 'error',
      from: {},
      to: { path: '\\.spec\\.tsx?$' },
    },
    {
      name: 'rooms-by-their-index',
      severity: 'error',
      from: { path: '^((?:apps|libs)/[^/]+|migrations|test)/' },
      to: {
        path: '^(apps|libs|migrations)/',
        pathNot: [
          '^$1/',
          '/src/index\\.ts$',
          '^migrations/index\\.ts$',
          '^libs/sync-client/src/react\\.tsx$',
        ],
      },
    },
    {
      name: 'rooms-by-their-name',
      severity: 'error',
      from: { path: '^((?:apps|libs)/[^/]+|migrations|test)/' },
      to: {
        path: '^(apps|libs|migrations)/',
        pathNot: '^$1/',
        dependencyTypes: ['local'],
        dependencyTypesNot: ['aliased'],
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Anchored: an unanchored dist/ would hide npm packages, which resolve into their own dist folders.
    exclude: { path: ['^dist/', '^libs/[^/]+/dist/'] },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
