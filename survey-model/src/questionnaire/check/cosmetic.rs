//! The closed table of cosmetic properties: accepted, listed as ignored, and without effect on answers or routing.

use super::Class;

/// Tells whether a property of a class only changes how SurveyJS looks or feels.
pub(super) fn is_cosmetic(class: Class, name: &str) -> bool {
    let tables: &[&[&str]] = match class {
        Class::Survey => &[SURVEY],
        Class::Page => &[ELEMENT, CONTAINER, PAGE],
        Class::Panel => &[ELEMENT, CONTAINER],
        Class::Text => &[ELEMENT, QUESTION, TEXT],
        Class::Comment => &[ELEMENT, QUESTION, COMMENT],
        Class::RadioGroup | Class::ButtonGroup => &[ELEMENT, QUESTION, SELECT, CLEARABLE],
        Class::Checkbox => &[ELEMENT, QUESTION, SELECT],
        Class::Dropdown => &[ELEMENT, QUESTION, SELECT, CLEARABLE, DROPDOWN],
        Class::Rating => &[ELEMENT, QUESTION, RATING],
        Class::Boolean => &[ELEMENT, QUESTION, BOOLEAN],
        Class::Matrix => &[ELEMENT, QUESTION, MATRIX],
        Class::File => &[ELEMENT, QUESTION, UPLOAD, FILE],
        Class::SignaturePad => &[ELEMENT, QUESTION, UPLOAD, SIGNATURE],
        Class::Html | Class::Image | Class::Expression => &[ELEMENT, QUESTION],
        Class::Tagbox => &[ELEMENT, QUESTION, SELECT, CLEARABLE, DROPDOWN, TAGBOX],
        Class::ImagePicker => &[ELEMENT, QUESTION, SELECT, IMAGE_PICKER],
        Class::Ranking => &[ELEMENT, QUESTION, SELECT, RANKING],
        Class::MultipleText => &[ELEMENT, QUESTION, ITEMS],
        Class::MatrixDropdown | Class::MatrixDynamic => &[ELEMENT, QUESTION, MATRIX, CELLS],
        Class::PanelDynamic => &[ELEMENT, QUESTION, PANELS],
        Class::Cell => {
            &[ELEMENT, QUESTION, TEXT, COMMENT, SELECT, CLEARABLE, DROPDOWN, RATING, BOOLEAN, CELL]
        }
        Class::Slider => &[ELEMENT, QUESTION, SLIDER],
        Class::Choice => &[CHOICE],
        Class::ChoicesByUrl => &[&["attachData", "attachOriginalItems"]],
        Class::Validator
        | Class::CalculatedValue
        | Class::Trigger
        | Class::TextIf
        | Class::UrlIf
        | Class::MaskSettings
        | Class::RegionalFormat
        | Class::SliderLabel => &[],
    };
    tables.iter().any(|table| table.contains(&name))
}

const SURVEY: &[&str] = &[
    "$schema",
    "allowCompleteSurveyAutomatic",
    "allowResizeComment",
    "autoAdvanceAllowComplete",
    "autoAdvanceEnabled",
    "autoFocusFirstError",
    "autoFocusFirstQuestion",
    "autoGrowComment",
    "backgroundImage",
    "backgroundImageAttachment",
    "backgroundImageFit",
    "backgroundOpacity",
    "checkErrorsMode",
    "commentAreaRows",
    "completedBeforeHtml",
    "cookieName",
    "editText",
    "fitToContainer",
    "focusFirstQuestionAutomatic",
    "focusOnFirstError",
    "goNextPageAutomatic",
    "gridLayoutEnabled",
    "headerView",
    "isSinglePage",
    "loadingHtml",
    "logo",
    "logoFit",
    "logoHeight",
    "logoPosition",
    "logoWidth",
    "matrixDragHandleArea",
    "navigationButtonsLocation",
    "partialSendEnabled",
    "previewText",
    "progressBarInheritWidthFrom",
    "progressBarLocation",
    "progressBarNavigationTextLocation",
    "progressBarShowNavigationText",
    "progressBarShowPageNumbers",
    "progressBarShowPageTitles",
    "progressBarType",
    "questionDescriptionLocation",
    "questionErrorLocation",
    "questionStartIndex",
    "questionTitleLocation",
    "questionTitlePattern",
    "questionTitleTemplate",
    "questionsOnPageMode",
    "requiredMark",
    "requiredText",
    "sendResultOnPageNext",
    "showBrandInfo",
    "showCompletePage",
    "showCompletedPage",
    "showNavigationButtons",
    "showPageNumbers",
    "showPageTitles",
    "showProgressBar",
    "showTOC",
    "showTitle",
    "sjsVersion",
    "surveyId",
    "surveyPostId",
    "surveyShowDataSaving",
    "textUpdateMode",
    "timerLocation",
    "tocItemComponent",
    "tocLocation",
    "validateVisitedEmptyFields",
    "width",
    "widthMode",
];

/// What questions, panels and pages share.
const ELEMENT: &[&str] = &[
    "colSpan",
    "effectiveColSpan",
    "indent",
    "innerIndent",
    "maxWidth",
    "minWidth",
    "page",
    "showNumber",
    "startWithNewLine",
    "state",
    "width",
];

const CONTAINER: &[&str] = &[
    "allowAdaptiveActions",
    "gridLayoutColumns",
    "questionErrorLocation",
    "questionStartIndex",
    "questionTitleLocation",
    "questionTitleWidth",
    "showQuestionNumbers",
];

const PAGE: &[&str] = &[
    "navigationButtonsVisibility",
    "navigationDescription",
    "navigationTitle",
    "showNavigationButtons",
];

const QUESTION: &[&str] = &[
    "commentPlaceHolder",
    "commentPlaceholder",
    "correctAnswer",
    "defaultDisplayValue",
    "descriptionLocation",
    "errorLocation",
    "hideNumber",
    "renderAs",
    "showTitle",
    "titleLocation",
];

const TEXT: &[&str] = &["dataList", "inputSize", "inputTextAlignment", "size", "textUpdateMode"];

const COMMENT: &[&str] = &["allowResize", "autoGrow", "cols", "textUpdateMode"];

const SELECT: &[&str] = &["itemComponent", "separateSpecialChoices"];

const CLEARABLE: &[&str] = &["allowClear", "showClearButton", "showOptionsCaption"];

const DROPDOWN: &[&str] = &[
    "autoComplete",
    "autocomplete",
    "createCustomChoiceText",
    "inputFieldComponent",
    "searchEnabled",
    "searchMode",
    "textWrapEnabled",
];

const TAGBOX: &[&str] = &["closeOnSelect", "hideSelectedItems"];

const IMAGE_PICKER: &[&str] =
    &["maxImageHeight", "maxImageWidth", "minImageHeight", "minImageWidth"];

const RANKING: &[&str] = &[
    "longTap",
    "selectToRankAreasLayout",
    "selectToRankEmptyRankedAreaText",
    "selectToRankEmptyUnrankedAreaText",
    "selectToRankSwapAreas",
];

/// Where files go is not the definition's to say: always out of the response, and always before it is sent.
const UPLOAD: &[&str] = &["storeDataAsText", "waitForUpload"];

const FILE: &[&str] = &[
    "allowCameraAccess",
    "allowImagesPreview",
    "cameraFacingMode",
    "confirmDelete",
    "fileOrPhotoPlaceholder",
    "imageHeight",
    "imageWidth",
    "needConfirmRemoveFile",
    "photoPlaceholder",
    "showPreview",
    "sourceType",
];

const SIGNATURE: &[&str] = &[
    "allowClear",
    "backgroundColor",
    "backgroundImage",
    "height",
    "penColor",
    "penMaxWidth",
    "penMinWidth",
    "placeholderReadOnly",
    "showPlaceholder",
    "signatureAutoScaleEnabled",
];

const RATING: &[&str] = &[
    "displayMode",
    "displayRateDescriptionsAsExtremeItems",
    "itemComponent",
    "rateColorMode",
    "rateDescriptionLocation",
    "scaleColorMode",
];

const SLIDER: &[&str] = &["allowDragRange", "autoGenerate", "tooltipVisibility"];

const BOOLEAN: &[&str] = &["displayMode", "label", "swapOrder", "useTitleAsLabel"];

const MATRIX: &[&str] = &[
    "alternateRows",
    "cellComponent",
    "columnMinWidth",
    "displayMode",
    "rowTitleWidth",
    "showHeader",
    "verticalAlign",
];

const ITEMS: &[&str] = &["colCount", "itemErrorLocation", "itemSize", "itemTitleWidth"];

const CELLS: &[&str] = &[
    "addRowButtonLocation",
    "addRowLocation",
    "allowRowReorder",
    "allowRowsDragAndDrop",
    "cellErrorLocation",
    "columnColCount",
    "columnLayout",
    "columnsLocation",
    "confirmDelete",
    "confirmDeleteText",
    "detailErrorLocation",
    "detailPanelMode",
    "detailPanelShowOnAdding",
    "hideColumnsIfEmpty",
    "horizontalScroll",
    "optionsCaption",
    "placeHolder",
    "placeholder",
    "removeRowButtonLocation",
    "showCommonPanel",
    "singleInputTitleTemplate",
    "totalText",
    "transposeData",
];

const PANELS: &[&str] = &[
    "allowRowReorder",
    "confirmDelete",
    "confirmDeleteText",
    "displayMode",
    "legacyNavigation",
    "newPanelPosition",
    "nextPanelText",
    "panelNextText",
    "panelPrevText",
    "panelsState",
    "prevPanelText",
    "progressBarLocation",
    "questionStartIndex",
    "renderMode",
    "showProgressBar",
    "showQuestionNumbers",
    "showRangeInProgress",
    "singleInputTitleTemplate",
    "tabAlign",
    "tabTitlePlaceholder",
    "templateDescription",
    "templateErrorLocation",
    "templateQuestionTitleLocation",
    "templateTabTitle",
    "templateTitleLocation",
];

const CELL: &[&str] = &[
    "isRenderedAsMultiple",
    "showInMultipleColumns",
    "size",
    "totalAlign",
    "totalCurrency",
    "totalDisplayStyle",
    "totalFormat",
    "totalMaximumFractionDigits",
    "totalMinimumFractionDigits",
];

const CHOICE: &[&str] = &["iconName", "iconSize", "randomize", "randomizeCategory", "showCaption"];
