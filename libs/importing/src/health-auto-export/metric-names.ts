/**
 * Health Auto Export's names of metrics, as its JSON has them, to our codes. Names that are the code itself
 * (`heart_rate`, `vo2_max`) are not repeated here; `blood_pressure` and `sleep_analysis` are read by their
 * shape.
 */
const CODES: Readonly<Record<string, string>> = {
  active_energy: 'active_energy_burned',
  alcohol_consumption: 'number_of_alcoholic_beverages',
  biotin: 'dietary_biotin',
  blood_oxygen_saturation: 'oxygen_saturation',
  breathing_disturbances: 'apple_sleeping_breathing_disturbances',
  caffeine: 'dietary_caffeine',
  calcium: 'dietary_calcium',
  carbohydrates: 'dietary_carbohydrates',
  cardio_recovery: 'heart_rate_recovery_one_minute',
  chloride: 'dietary_chloride',
  cholesterol: 'dietary_cholesterol',
  chromium: 'dietary_chromium',
  copper: 'dietary_copper',
  cross_country_skiing_distance: 'distance_cross_country_skiing',
  cycling_distance: 'distance_cycling',
  dietary_energy: 'dietary_energy_consumed',
  downhill_snow_sports_distance: 'distance_downhill_snow_sports',
  fiber: 'dietary_fiber',
  folate: 'dietary_folate',
  forced_expiratory_volume_1: 'forced_expiratory_volume1',
  heart_rate_variability: 'heart_rate_variability_sdnn',
  iodine: 'dietary_iodine',
  iron: 'dietary_iron',
  magnesium: 'dietary_magnesium',
  manganese: 'dietary_manganese',
  molybdenum: 'dietary_molybdenum',
  monounsaturated_fat: 'dietary_fat_monounsaturated',
  niacin: 'dietary_niacin',
  paddle_sports_distance: 'distance_paddle_sports',
  pantothenic_acid: 'dietary_pantothenic_acid',
  phosphorus: 'dietary_phosphorus',
  polyunsaturated_fat: 'dietary_fat_polyunsaturated',
  potassium: 'dietary_potassium',
  protein: 'dietary_protein',
  riboflavin: 'dietary_riboflavin',
  rowing_distance: 'distance_rowing',
  saturated_fat: 'dietary_fat_saturated',
  selenium: 'dietary_selenium',
  six_minute_walking_test_distance: 'six_minute_walk_test_distance',
  skating_sports_distance: 'distance_skating_sports',
  sodium: 'dietary_sodium',
  stair_speed_down: 'stair_descent_speed',
  stair_speed_up: 'stair_ascent_speed',
  step_count: 'steps',
  sugar: 'dietary_sugar',
  swimming_distance: 'distance_swimming',
  thiamin: 'dietary_thiamin',
  total_fat: 'dietary_fat_total',
  underwater_temperature: 'water_temperature',
  vitamin_a: 'dietary_vitamin_a',
  vitamin_b12: 'dietary_vitamin_b12',
  vitamin_b6: 'dietary_vitamin_b6',
  vitamin_c: 'dietary_vitamin_c',
  vitamin_d: 'dietary_vitamin_d',
  vitamin_e: 'dietary_vitamin_e',
  vitamin_k: 'dietary_vitamin_k',
  walking_running_distance: 'distance_walking_running',
  water: 'dietary_water',
  weight_body_mass: 'body_mass',
  wheelchair_distance: 'distance_wheelchair',
  wrist_temperature: 'apple_sleeping_wrist_temperature',
  zinc: 'dietary_zinc',
};

/** Units that the app spells in its own way. Every other unit is sent as it stands. */
const UNITS: Readonly<Record<string, string>> = {
  brpm: 'count/min',
  kmph: 'km/hr',
  spm: 'count/min',
};

/** The code that a name of the app stands for, if it is not the code itself. */
export function codeOfName(name: string): string {
  return (Object.hasOwn(CODES, name) ? CODES[name] : undefined) ?? name;
}

export function unitOfApp(units: string): string {
  return (Object.hasOwn(UNITS, units) ? UNITS[units] : undefined) ?? units;
}
