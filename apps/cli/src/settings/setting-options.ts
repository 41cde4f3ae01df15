import { Option, type Command } from 'commander';
import type { Setting } from './setting.js';
import type { Flags } from './read-settings.js';
import { SETTINGS, type SettingName } from './settings.js';

/** Adds the flags of some settings to a command, in words and defaults of the one list. */
export function addSettingOptions(command: Command, ...names: readonly SettingName[]): Command {
  for (const name of names) command.addOption(optionOf(name));
  return command;
}

/** What the command line said about settings, by their names. */
export function settingFlags(command: Command): Flags {
  const given = command.optsWithGlobals<Record<string, string | boolean | undefined>>();
  const flags: Partial<Record<SettingName, string | boolean>> = {};
  for (const name of Object.keys(SETTINGS) as SettingName[]) {
    const setting: Setting<unknown> = SETTINGS[name];
    if (setting.flag === undefined) continue;
    const value = given[optionOf(name).attributeName()];
    if (value !== undefined) flags[name] = value;
  }
  return flags;
}

/** Every setting with its variable, default and meaning, for `--help`. */
export function settingsHelp(): string {
  const settings = Object.values(SETTINGS) as Setting<unknown>[];
  const width = Math.max(...settings.map(({ env }) => env.length));
  const lines = settings.map(
    ({ env, meaning, presetText }) => `  ${env.padEnd(width)}  ${meaning} (default: ${presetText})`,
  );
  return ['Settings, by flag, environment variable or .env:', ...lines].join('\n');
}

function optionOf(name: SettingName): Option {
  const { flag, env, meaning, presetText }: Setting<unknown> = SETTINGS[name];
  if (flag === undefined) throw new Error(`the setting ${env} has no flag`);
  return new Option(flag, `${meaning} (${env}; default: ${presetText})`);
}
