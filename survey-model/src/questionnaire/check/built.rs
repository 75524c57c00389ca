//! The properties that are built, by class: the counterpart of what the readers read.

use super::Class;

/// Tells whether a property of a class is built.
pub(super) fn is_built(class: Class, name: &str) -> bool {
    let tables: &[&[&str]] = match class {
        Class::Survey => &[SURVEY],
        Class::Page => &[ELEMENT, CONTAINER, &["maxTimeToFinish", "timeLimit"]],
        Class::Panel => &[ELEMENT, CONTAINER],
        Class::Text => &[ELEMENT, QUESTION, TEXT],
        Class::Comment => &[ELEMENT, QUESTION, COMMENT],
        Class::RadioGroup | Class::ButtonGroup => &[ELEMENT, QUESTION, SELECT],
        Class::Checkbox => &[ELEMENT, QUESTION, SELECT, CHECKBOX, OBJECTS],
        Class::Dropdown => &[ELEMENT, QUESTION, SELECT, DROPDOWN],
        Class::Rating => &[ELEMENT, QUESTION, RATING],
        Class::Boolean => &[ELEMENT, QUESTION, BOOLEAN],
        Class::Matrix => &[ELEMENT, QUESTION, MATRIX],
        Class::Html => &[ELEMENT, QUESTION, &["html"]],
        Class::MultipleText => &[ELEMENT, QUESTION, &["items"]],
        Class::MatrixDropdown => &[ELEMENT, QUESTION, CELLS, FIXED_ROWS],
        Class::MatrixDynamic => &[ELEMENT, QUESTION, CELLS, GROWING_ROWS],
        Class::PanelDynamic => &[ELEMENT, QUESTION, PANELS],
        Class::Cell => &[
            ELEMENT, QUESTION, TEXT, COMMENT, SELECT, CHECKBOX, OBJECTS, DROPDOWN, RATING, BOOLEAN,
            EXPRESSION, CELL,
        ],
        Class::Tagbox => &[ELEMENT, QUESTION, SELECT, CHECKBOX, DROPDOWN, OBJECTS],
        Class::ImagePicker => &[ELEMENT, QUESTION, SELECT, PICTURE, &["multiSelect", "showLabel"]],
        Class::Ranking => &[ELEMENT, QUESTION, SELECT, CHECKBOX, &["selectToRankEnabled"]],
        Class::Image => &[ELEMENT, QUESTION, PICTURE, &["altText", "imageLink", "text"]],
        Class::File => &[ELEMENT, QUESTION, FILE],
        Class::SignaturePad => &[ELEMENT, QUESTION, SIGNATURE],
        Class::Expression => &[ELEMENT, QUESTION, EXPRESSION],
        Class::Slider => &[ELEMENT, QUESTION, SLIDER],
        Class::CalculatedValue => &[&["expression", "includeIntoResult", "name"]],
        Class::Trigger => &[TRIGGER],
        Class::TextIf => &[&["expression", "html"]],
        Class::UrlIf => &[&["expression", "url"]],
        Class::ChoicesByUrl => &[BY_URL],
        Class::MaskSettings => &[MASK],
        Class::RegionalFormat => &[REGIONAL_FORMAT],
        Class::SliderLabel => &[&["showValue", "text", "value"]],
        Class::Choice => &[CHOICE],
        Class::Validator => &[VALIDATOR],
    };
    tables.iter().any(|table| table.contains(&name))
}

const SURVEY: &[&str] = &[
    "calculatedValues",
    "clearInvisibleValues",
    "completeText",
    "completedHtml",
    "completedHtmlOnCondition",
    "description",
    "elements",
    "firstPageIsStartPage",
    "firstPageIsStarted",
    "locale",
    "maxCommentLength",
    "maxOthersLength",
    "maxTextLength",
    "maxTimeToFinish",
    "maxTimeToFinishPage",
    "mode",
    "navigateToUrl",
    "navigateToUrlOnCondition",
    "pageNextText",
    "pagePrevText",
    "pages",
    "previewMode",
    "questionOrder",
    "questions",
    "questionsOrder",
    "readOnly",
    "regionalFormat",
    "showPrevButton",
    "showPreviewBeforeComplete",
    "showQuestionNumbers",
    "showTimer",
    "showTimerPanel",
    "showTimerPanelMode",
    "startSurveyText",
    "storeOthersAsComment",
    "timeLimit",
    "timeLimitPerPage",
    "timerInfoMode",
    "title",
    "triggers",
];

const ELEMENT: &[&str] = &[
    "description",
    "enableIf",
    "isRequired",
    "name",
    "readOnly",
    "requiredErrorText",
    "requiredIf",
    "title",
    "type",
    "visible",
    "visibleIf",
];

const CONTAINER: &[&str] = &["elements", "questionOrder", "questions", "questionsOrder"];

const QUESTION: &[&str] = &[
    "clearIfInvisible",
    "commentText",
    "defaultValue",
    "defaultValueExpression",
    "hasComment",
    "randomize",
    "randomizeCategory",
    "resetValueIf",
    "setValueExpression",
    "setValueIf",
    "showCommentArea",
    "useDisplayValuesInDynamicTexts",
    "useDisplayValuesInTitle",
    "validators",
    "valueName",
];

const TEXT: &[&str] = &[
    "autoComplete",
    "autocomplete",
    "inputType",
    "maskSettings",
    "maskType",
    "max",
    "maxErrorText",
    "maxLength",
    "maxValueExpression",
    "min",
    "minErrorText",
    "minValueExpression",
    "placeHolder",
    "placeholder",
    "step",
    "stepErrorText",
];

const COMMENT: &[&str] =
    &["acceptCarriageReturn", "maxLength", "placeHolder", "placeholder", "rows"];

const SELECT: &[&str] = &[
    "choiceTextsFromQuestion",
    "choiceValuesFromQuestion",
    "choices",
    "choicesByUrl",
    "choicesEnableIf",
    "choicesFromQuestion",
    "choicesFromQuestionMode",
    "choicesOrder",
    "choicesVisibleIf",
    "colCount",
    "dontKnowText",
    "hasNone",
    "hasOther",
    "hideIfChoicesEmpty",
    "noneText",
    "otherErrorText",
    "otherPlaceHolder",
    "otherPlaceholder",
    "otherText",
    "refuseText",
    "showDontKnowItem",
    "showNoneItem",
    "showOtherItem",
    "showRefuseItem",
    "storeOthersAsComment",
];

const CHECKBOX: &[&str] = &[
    "hasSelectAll",
    "maxSelectedChoices",
    "minSelectedChoices",
    "selectAllText",
    "showSelectAllItem",
];

const OBJECTS: &[&str] = &["valuePropertyName"];

const DROPDOWN: &[&str] = &[
    "allowCustomChoices",
    "choicesMax",
    "choicesMin",
    "choicesStep",
    "optionsCaption",
    "placeHolder",
    "placeholder",
];

const PICTURE: &[&str] = &["contentMode", "imageFit", "imageHeight", "imageWidth"];

const FILE: &[&str] = &[
    "acceptedCategories",
    "acceptedTypes",
    "allowMultiple",
    "filePlaceholder",
    "maxFiles",
    "maxSize",
];

const SIGNATURE: &[&str] = &["dataFormat", "placeholder", "signatureHeight", "signatureWidth"];

const RATING: &[&str] = &[
    "autoGenerate",
    "maxRateDescription",
    "maximumRateDescription",
    "minRateDescription",
    "mininumRateDescription",
    "rateCount",
    "rateDisplayMode",
    "rateMax",
    "rateMin",
    "rateStep",
    "rateType",
    "rateValues",
];

const BOOLEAN: &[&str] = &["labelFalse", "labelTrue", "valueFalse", "valueTrue"];

const MATRIX: &[&str] = &[
    "cellType",
    "cells",
    "columns",
    "columnsVisibleIf",
    "eachRowRequired",
    "eachRowUnique",
    "hideIfRowsEmpty",
    "isAllRowRequired",
    "rowOrder",
    "rows",
    "rowsOrder",
    "rowsVisibleIf",
];

/// What a matrix of cells has.
const CELLS: &[&str] = &["cellType", "choices", "columns", "detailElements", "keyDuplicationError"];

const FIXED_ROWS: &[&str] = &["hideIfRowsEmpty", "rowOrder", "rows", "rowsOrder", "rowsVisibleIf"];

const GROWING_ROWS: &[&str] = &[
    "addRowText",
    "allowAddRows",
    "allowRemoveRows",
    "bindings",
    "copyDefaultValueFromLastEntry",
    "defaultRowValue",
    "defaultValueFromLastRow",
    "emptyRowsText",
    "keyName",
    "maxRowCount",
    "minRowCount",
    "noRowsText",
    "removeRowText",
    "rowCount",
    "rowCountExpression",
    "rowsVisibleIf",
];

const PANELS: &[&str] = &[
    "addPanelText",
    "allowAddPanel",
    "allowRemovePanel",
    "bindings",
    "copyDefaultValueFromLastEntry",
    "defaultPanelValue",
    "defaultValueFromLastPanel",
    "keyDuplicationError",
    "keyName",
    "maxPanelCount",
    "minPanelCount",
    "noEntriesText",
    "panelAddText",
    "panelCount",
    "panelCountExpression",
    "panelRemoveText",
    "removePanelText",
    "templateElements",
    "templateTitle",
    "templateVisibleIf",
];

/// What a column has beside what its cells have.
const CELL: &[&str] = &["cellType", "isUnique", "totalExpression", "totalType"];

const CHOICE: &[&str] = &[
    "commentPlaceholder",
    "enableIf",
    "imageLink",
    "isCommentRequired",
    "isExclusive",
    "name",
    "showCommentArea",
    "text",
    "value",
    "visibleIf",
];

const VALIDATOR: &[&str] = &[
    "allowDigits",
    "caseInsensitive",
    "expression",
    "insensitive",
    "maxCount",
    "maxLength",
    "maxValue",
    "minCount",
    "minLength",
    "minValue",
    "notificationType",
    "regex",
    "text",
    "type",
];

const EXPRESSION: &[&str] = &[
    "currency",
    "displayStyle",
    "expression",
    "format",
    "maximumFractionDigits",
    "minimumFractionDigits",
    "precision",
    "useGrouping",
];

/// What is fetched stands there too, once it is.
const BY_URL: &[&str] =
    &["allowEmptyResponse", "fetched", "imageLinkName", "path", "titleName", "url", "valueName"];

const MASK: &[&str] = &[
    "allowNegativeValues",
    "currencyPattern",
    "currencySymbol",
    "decimalSeparator",
    "max",
    "min",
    "pattern",
    "patternPreset",
    "precision",
    "prefix",
    "saveMaskedValue",
    "suffix",
    "thousandsSeparator",
];

const REGIONAL_FORMAT: &[&str] = &[
    "currencyPattern",
    "currencySymbol",
    "datePattern",
    "decimalSeparator",
    "locale",
    "thousandsSeparator",
    "timePattern",
];

const SLIDER: &[&str] = &[
    "allowClear",
    "allowSwap",
    "customLabels",
    "labelCount",
    "labelFormat",
    "max",
    "maxRangeLength",
    "maxValueExpression",
    "min",
    "minRangeLength",
    "minValueExpression",
    "showLabels",
    "sliderType",
    "step",
    "tooltipFormat",
];

const TRIGGER: &[&str] = &[
    "copyDisplayValue",
    "expression",
    "fromName",
    "gotoName",
    "isVariable",
    "name",
    "operator",
    "pages",
    "questions",
    "runExpression",
    "setToName",
    "setValue",
    "type",
    "value",
];
