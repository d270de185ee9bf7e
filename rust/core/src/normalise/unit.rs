//! Units of time and measure, each under one plural name.
//!
//! A duration keeps the unit it is written in: 72 hours are not three days. `pounds` after a plain number is
//! left to [`super::money`] only where a sign or `sterling` says so; alone it is a weight or a sum, and
//! stays `pounds`.

/// The words for units of time.
pub(crate) const DURATIONS: &str = "second seconds secs minute minutes min mins hour hours hr hrs day days night nights week weeks fortnight \
     fortnights weekend weekends month months year years yr yrs decade decades century centuries";

/// The unit of time that `lower` names.
pub(crate) fn duration(lower: &str) -> Option<&'static str> {
    Some(match lower {
        "second" | "seconds" | "secs" => "seconds",
        "minute" | "minutes" | "min" | "mins" => "minutes",
        "hour" | "hours" | "hr" | "hrs" => "hours",
        "day" | "days" => "days",
        "night" | "nights" => "nights",
        "week" | "weeks" => "weeks",
        "fortnight" | "fortnights" => "fortnights",
        "weekend" | "weekends" => "weekends",
        "month" | "months" => "months",
        "year" | "years" | "yr" | "yrs" => "years",
        "decade" | "decades" => "decades",
        "century" | "centuries" => "centuries",
        _ => return None,
    })
}

/// The unit of measure that `lower` names; `glued` when it touches the figure (`5m`, `30C`).
pub(crate) fn measure(lower: &str, glued: bool) -> Option<&'static str> {
    Some(match lower {
        "km" | "kms" | "kilometre" | "kilometres" | "kilometer" | "kilometers" => "kilometres",
        "mile" | "miles" | "mi" => "miles",
        "metre" | "metres" | "meter" | "meters" => "metres",
        "m" if glued => "metres",
        "cm" | "centimetre" | "centimetres" | "centimeter" | "centimeters" => "centimetres",
        "mm" | "millimetre" | "millimetres" | "millimeter" | "millimeters" => "millimetres",
        "foot" | "feet" | "ft" => "feet",
        "inch" | "inches" => "inches",
        "yard" | "yards" => "yards",
        "nm" => "nautical miles",
        "hectare" | "hectares" | "ha" => "hectares",
        "acre" | "acres" => "acres",
        "tonne" | "tonnes" => "tonnes",
        "ton" | "tons" => "tons",
        "kg" | "kgs" | "kilo" | "kilos" | "kilogram" | "kilograms" | "kilogramme" | "kilogrammes" => {
            "kilograms"
        }
        "gram" | "grams" | "gramme" | "grammes" => "grams",
        "pound" | "pounds" | "lb" | "lbs" => "pounds",
        "ounce" | "ounces" | "oz" => "ounces",
        "litre" | "litres" | "liter" | "liters" => "litres",
        "gallon" | "gallons" => "gallons",
        "barrel" | "barrels" | "bpd" => "barrels",
        "bushel" | "bushels" => "bushels",
        "megawatt" | "megawatts" | "mw" => "megawatts",
        "gigawatt" | "gigawatts" | "gw" => "gigawatts",
        "kilowatt" | "kilowatts" | "kw" => "kilowatts",
        "kiloton" | "kilotons" | "kt" => "kilotons",
        "mph" => "miles per hour",
        "kph" | "kmh" => "kilometres per hour",
        "knots" | "knot" => "knots",
        "degree" | "degrees" | "°" => "degrees",
        "mb" | "megabytes" => "megabytes",
        "gb" | "gigabytes" => "gigabytes",
        "basis" => "basis points",
        "caliber" | "calibre" => "calibre",
        _ => return None,
    })
}
