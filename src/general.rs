//! The general rules: what must hold in any form, and in the file around it, with their manuals.

use crate::answer::Why;
use crate::finding::Notice;
use crate::lang::Lang;
use crate::rule::Severity;

/// A general rule.
#[derive(Clone, Copy, Debug)]
pub struct GeneralRule {
    /// A bare kebab-name, never used again for something else.
    pub id: &'static str,
    /// How much breaking it matters.
    pub severity: Severity,
    /// The manual in Vietnamese.
    pub vi: Manual,
    /// The manual in English.
    pub en: Manual,
}

impl GeneralRule {
    /// The manual in a language.
    pub const fn manual(&self, lang: Lang) -> Manual {
        match lang {
            Lang::Vi => self.vi,
            Lang::En => self.en,
        }
    }
}

/// What a rule is about, in the words of the people who read it.
#[derive(Clone, Copy, Debug)]
pub struct Manual {
    /// What it finds.
    pub title: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// An example.
    pub example: &'static str,
    /// What to do.
    pub todo: &'static str,
}

/// All general rules, by id.
pub const RULES: &[GeneralRule] = &[
    GeneralRule {
        id: "ambiguous-number",
        severity: Severity::Error,
        vi: Manual {
            title: "Con số có thể đọc theo nhiều cách",
            why: "Máy dùng dấu chấm làm dấu thập phân lưu số 1.232 vừa gõ thành một phẩy hai ba hai; đoán sai thì số liệu sai cả nghìn lần.",
            example: "Cột số hồ sơ, ô D8 lưu 1,232: có thể là 1.232 hồ sơ, không thể là 1,232 hồ sơ.",
            todo: "Gõ lại số liền nhau, không dấu chấm, không dấu cách (1232); số lẻ dùng dấu phẩy (83,19).",
        },
        en: Manual {
            title: "a number that can be read in more than one way",
            why: "a PC whose decimal sign is the dot stores a typed 1.232 as a fraction; a wrong guess is wrong a thousandfold",
            example: "a count of dossiers whose cell holds 1.232",
            todo: "type the digits alone: 1232",
        },
    },
    GeneralRule {
        id: "blank-total",
        severity: Severity::Warning,
        vi: Manual {
            title: "Bỏ trống số tổng hoặc tỷ lệ trong khi các số thành phần đã có",
            why: "Ô trống là chưa báo cáo: cấp trên không thể tự điền thay đơn vị.",
            example: "Mục 1.4 bỏ trống, mục 1.4.3 ghi 129.",
            todo: "Điền số tính được, hoặc giải trình vì sao không có.",
        },
        en: Manual {
            title: "a total or percentage left blank though its parts are given",
            why: "a blank says nothing: the level above cannot fill it in for the sender",
            example: "row 1.4 is blank, row 1.4.3 holds 129",
            todo: "fill in the figure that follows, or explain why there is none",
        },
    },
    GeneralRule {
        id: "cell-error",
        severity: Severity::Error,
        vi: Manual {
            title: "Công thức bị lỗi",
            why: "Ô báo lỗi (#REF!, #DIV/0! …) không có số nào để tính.",
            example: "Ô tổng số hiện #REF! vì một dòng đã bị xóa.",
            todo: "Sửa hoặc nhập lại công thức; nếu không sửa được thì gõ thẳng con số.",
        },
        en: Manual {
            title: "a formula that gives an error",
            why: "an error value such as #REF! is no figure",
            example: "a total that shows #REF! after a row was deleted",
            todo: "mend the formula, or type the figure",
        },
    },
    GeneralRule {
        id: "code-not-allowed",
        severity: Severity::Error,
        vi: Manual {
            title: "Mã không có trong danh sách",
            why: "Mã lạ không đếm được vào nhóm nào khi tổng hợp.",
            example: "Chỉ ghi 0, 1 hoặc 2 mà ô ghi 3.",
            todo: "Chọn một mã trong danh sách in ở cột Đơn vị tính.",
        },
        en: Manual {
            title: "a code that the list does not have",
            why: "an unknown code belongs to no group when codes are counted",
            example: "3 where only 0, 1 and 2 exist",
            todo: "choose a code of the list printed with the row",
        },
    },
    GeneralRule {
        id: "columns-aligned",
        severity: Severity::Note,
        vi: Manual {
            title: "Tên cột không đúng như mẫu",
            why: "Tiêu đề cột viết khác, gộp ô khác hoặc lệch dòng vẫn được tìm ra khi chỉ có một cột giống như vậy; ghi lại ở đây để đối chiếu.",
            example: "Mẫu in “Trong kỳ / Trực tuyến”, tệp ghi “Trong đó / Trực tuyến”.",
            todo: "Xem cột nêu tên có đúng nội dung không; kỳ sau giữ nguyên tiêu đề cột của mẫu.",
        },
        en: Manual {
            title: "columns are not labelled as printed",
            why: "a header that was worded or merged otherwise is found if no other column is like it",
            example: "“Trong đó / Trực tuyến” where the form prints “Trong kỳ / Trực tuyến”",
            todo: "see whether the columns named are the right ones",
        },
    },
    GeneralRule {
        id: "consolidated-not-taken-over",
        severity: Severity::Error,
        vi: Manual {
            title: "Không lấy được số liệu từ tệp tổng hợp của cấp dưới",
            why: "Số của từng đơn vị được đọc từ các trang “Nguồn số liệu”, “Dữ liệu”, “Cần sửa” rồi cộng lại; chỉ một số ở biểu tổng hợp khác với số cộng lại là tệp đã bị sửa tay, không biết số nào đúng.",
            example: "Ô D9 của Biểu 06a ghi 1.234, số của các đơn vị trong tệp cộng lại là 1.230.",
            todo: "Đề nghị đơn vị tổng hợp lại từ báo cáo của các xã rồi gửi tệp mới, không sửa tay tệp tổng hợp; muốn sửa số của xã nào thì ghi điều chỉnh vào xu-ly.xlsx.",
        },
        en: Manual {
            title: "the figures of a consolidated workbook cannot be taken over",
            why: "the units' figures are read from its lists and added up again; if a single total differs, the file was changed by hand and nobody knows which figure is right",
            example: "D9 of a form holds 1,234 and the units in the file come to 1,230",
            todo: "ask the sender to consolidate again and not to change the workbook by hand; adjustments belong into xu-ly.xlsx",
        },
    },
    GeneralRule {
        id: "copied-workbook",
        severity: Severity::Warning,
        vi: Manual {
            title: "Tệp được lập cho đơn vị hoặc kỳ báo cáo khác",
            why: "Tệp có ghi sẵn (ở trang tính ẩn) đơn vị và kỳ mà nó được lập; tiêu đề ghi khác thì có thể là tệp cũ được sửa lại, còn sót số liệu cũ.",
            example: "Lấy tệp quý I sửa tiêu đề thành quý II.",
            todo: "Kiểm tra lại từng số liệu có đúng của đơn vị và kỳ này không; lần sau dùng mẫu của đúng kỳ.",
        },
        en: Manual {
            title: "a workbook made for another unit or period",
            why: "a hidden sheet says whom the workbook was made for; if the heading differs, old figures may be left in it",
            example: "the file of quarter I with the heading of quarter II",
            todo: "look whether every figure is this unit's and this period's",
        },
    },
    GeneralRule {
        id: "document-number-malformed",
        severity: Severity::Warning,
        vi: Manual {
            title: "Số, ký hiệu văn bản viết chưa đúng",
            why: "Giữa số và ký hiệu phải có dấu gạch chéo (Nghị định 30/2020/NĐ-CP); viết khác thì tra không thấy văn bản.",
            example: "“Kế hoạch số 109 KH-UBND” (đúng là 109/KH-UBND).",
            todo: "Sửa lại theo bản gốc: số, gạch chéo, ký hiệu.",
        },
        en: Manual {
            title: "a document number that is not written as it should be",
            why: "number and sign are joined by a slash (Nghị định 30/2020/NĐ-CP); written otherwise the document cannot be looked up",
            example: "“109 KH-UBND” for 109/KH-UBND",
            todo: "write it as on the document",
        },
    },
    GeneralRule {
        id: "document-order",
        severity: Severity::Warning,
        vi: Manual {
            title: "Số văn bản và ngày ban hành không theo thứ tự",
            why: "Văn bản cùng loại trong một năm được lấy số theo ngày: số sau không thể có ngày trước.",
            example: "Thông báo 64 ngày 04/7/2023, trong khi Thông báo 63 ngày 24/7/2023.",
            todo: "Mở sổ văn bản đi hoặc bản gốc, sửa số hoặc ngày chép sai.",
        },
        en: Manual {
            title: "a document whose number and date are out of order",
            why: "documents of one kind are numbered day by day within a year: a later number cannot have an earlier date",
            example: "announcement 64 of 4 July, announcement 63 of 24 July",
            todo: "look the document up and mend its number or date",
        },
    },
    GeneralRule {
        id: "document-sign-differs",
        severity: Severity::Warning,
        vi: Manual {
            title: "Ký hiệu văn bản khác loại văn bản",
            why: "Mỗi loại văn bản có ký hiệu riêng (Nghị định 30/2020/NĐ-CP): loại hoặc ký hiệu đã chép sai.",
            example: "“Kế hoạch số 52/QĐ-UBND” (kế hoạch có ký hiệu KH).",
            todo: "Mở bản gốc, sửa loại văn bản hoặc ký hiệu.",
        },
        en: Manual {
            title: "a document whose sign is that of another type",
            why: "each type of document has its own sign (Nghị định 30/2020/NĐ-CP): the type or the sign is wrong",
            example: "a plan (Kế hoạch) with the sign of a decision, 52/QĐ-UBND",
            todo: "look the document up and mend its type or sign",
        },
    },
    GeneralRule {
        id: "document-without-date",
        severity: Severity::Warning,
        vi: Manual {
            title: "Văn bản không ghi ngày ban hành",
            why: "Không có ngày thì không biết văn bản có thuộc kỳ báo cáo không và không tra được.",
            example: "“Thông báo số 29/TB-UBND về việc lấy ý kiến …”.",
            todo: "Ghi thêm ngày, tháng, năm ban hành.",
        },
        en: Manual {
            title: "a document without its date",
            why: "without a date nobody knows whether it belongs to the period, nor can it be looked up",
            example: "“Thông báo số 29/TB-UBND về việc …”",
            todo: "add the date of issue",
        },
    },
    GeneralRule {
        id: "document-without-number",
        severity: Severity::Warning,
        vi: Manual {
            title: "Văn bản không ghi số, ký hiệu",
            why: "Không có số và ký hiệu thì không đối chiếu được với văn bản thật.",
            example: "“Kế hoạch của Ban thanh tra nhân dân năm 2023”.",
            todo: "Ghi thêm số và ký hiệu; nếu không phải văn bản thì viết thành câu mô tả việc đã làm.",
        },
        en: Manual {
            title: "a document without its number",
            why: "without number and sign it cannot be compared with the real document",
            example: "“Kế hoạch của Ban thanh tra nhân dân năm 2023”",
            todo: "add its number and sign",
        },
    },
    GeneralRule {
        id: "figures-outside",
        severity: Severity::Warning,
        vi: Manual {
            title: "Có số nằm ngoài bảng của biểu",
            why: "Chỉ số ở đúng dòng, đúng cột của biểu mới được đọc.",
            example: "Tính nháp ở bên phải hoặc phía dưới bảng.",
            todo: "Số phải báo cáo thì chuyển vào ô của biểu; tính nháp thì xóa.",
        },
        en: Manual {
            title: "figures outside the form's table",
            why: "only what stands in a row and a column of the form is read",
            example: "a reckoning beside or below the table",
            todo: "move what is to be reported into the form, delete the rest",
        },
    },
    GeneralRule {
        id: "file-changed",
        severity: Severity::Error,
        vi: Manual {
            title: "Tệp đã khác so với lúc nhận",
            why: "Tệp trong thư mục nhan là bản gốc đơn vị gửi; bị sửa thì số liệu không còn là của đơn vị.",
            example: "Mở tệp trong thư mục nhan, sửa một số rồi lưu.",
            todo: "Lấy lại bản gốc từ thư hoặc Zalo. Muốn sửa số thì ghi điều chỉnh vào xu-ly.xlsx, hoặc đề nghị đơn vị gửi lại.",
        },
        en: Manual {
            title: "the file is not what it was when it came",
            why: "what stands in nhan is what the unit sent; changed, it is no longer the unit's",
            example: "a figure was mended in the file itself",
            todo: "restore the original; record an adjustment in xu-ly.xlsx, or ask the unit to send again",
        },
    },
    GeneralRule {
        id: "file-not-found",
        severity: Severity::Error,
        vi: Manual {
            title: "Không có tệp",
            why: "Tệp ghi trong lệnh hoặc trong danh sách của đợt không có ở đó.",
            example: "Danh sách ghi nhan/xa-vi-du-01.xlsx, tệp tên là xa-vi-du-1.xlsx.",
            todo: "Kiểm tra tên tệp và thư mục; trong round.toml dùng dấu / giữa các thư mục.",
        },
        en: Manual {
            title: "there is no such file",
            why: "what the command or the round names is not there",
            example: "the round lists a file under another name",
            todo: "look at the name and the folder; in round.toml put / between folders",
        },
    },
    GeneralRule {
        id: "file-not-taken",
        severity: Severity::Warning,
        vi: Manual {
            title: "Tệp không lấy được số liệu",
            why: "Chỉ đọc được số liệu từ tệp Excel; tệp nén, bản scan, văn bản, ảnh không có số liệu để cộng.",
            example: "Gửi bản scan .pdf thay cho tệp Excel.",
            todo: "Giải nén .rar, .7z bằng phần mềm giải nén rồi nhận lại; bản scan, văn bản, ảnh thì đề nghị đơn vị gửi tệp Excel.",
        },
        en: Manual {
            title: "no figures are read from a file of this kind",
            why: "only workbooks hold figures that can be added up",
            example: "a scan instead of the workbook",
            todo: "unpack .rar and .7z and take in what is in them; ask for the workbook instead of scans, letters and pictures",
        },
    },
    GeneralRule {
        id: "file-repeated",
        severity: Severity::Note,
        vi: Manual {
            title: "Tệp này đã nhận",
            why: "Cùng một tệp gửi hai lần chỉ được tính một lần.",
            example: "Vừa gửi qua Zalo, vừa gửi qua thư điện tử.",
            todo: "Không phải làm gì. Nếu đơn vị muốn thay số liệu thì phải gửi tệp đã sửa.",
        },
        en: Manual {
            title: "the same file came before",
            why: "a file that comes twice counts once",
            example: "sent by mail and by Zalo",
            todo: "nothing; a unit that wants to replace its figures must send a changed file",
        },
    },
    GeneralRule {
        id: "form-blank",
        severity: Severity::Error,
        vi: Manual {
            title: "Biểu chưa nhập số nào",
            why: "Biểu trống không phải là báo cáo bằng 0: chưa nhập thì chưa báo cáo.",
            example: "Gửi lại mẫu trống.",
            todo: "Điền số liệu; không phát sinh thì ghi 0 hoặc “không phát sinh” ở cột Ghi chú.",
        },
        en: Manual {
            title: "a form in which nothing was filled in",
            why: "a blank form does not report 0: it reports nothing",
            example: "the blank form sent back",
            todo: "fill it in; where there was none, write 0 or say so in the remarks",
        },
    },
    GeneralRule {
        id: "form-joined",
        severity: Severity::Note,
        vi: Manual {
            title: "Một biểu được ghép từ nhiều trang tính",
            why: "Các trang tính có cùng tiêu đề cột của biểu, dòng của mỗi trang nối tiếp nhau và không trùng nhau nên được đọc thành một biểu; ghi lại ở đây để đối chiếu.",
            example: "Mục 1 đến 4 ở “Trang 1”, mục 5 đến 8 ở “Trang 2”.",
            todo: "Xem các trang tính nêu tên có đúng là một biểu không; kỳ sau ghi cả biểu trên một trang tính.",
        },
        en: Manual {
            title: "a form was put together from several sheets",
            why: "the sheets have the same header, and the rows of each follow those of the other",
            example: "sections 1 to 4 on one sheet, 5 to 8 on another",
            todo: "see whether the sheets named are one form",
        },
    },
    GeneralRule {
        id: "form-missing",
        severity: Severity::Error,
        vi: Manual {
            title: "Gửi chưa đủ biểu",
            why: "Thiếu biểu thì đơn vị được tính là chưa báo cáo ở biểu đó.",
            example: "Đợt báo cáo yêu cầu Biểu 06a và Phụ lục 2, tệp chỉ có Phụ lục 2.",
            todo: "Gửi bổ sung biểu còn thiếu. Nếu biểu có trong tệp, kiểm tra dòng tiêu đề cột có đúng mẫu không.",
        },
        en: Manual {
            title: "a form that the unit owes is not in its file",
            why: "without it the unit counts as not having reported on that form",
            example: "the round asks for two forms, the file has one",
            todo: "send the missing form; if it is there, see whether its header is as in the blank form",
        },
    },
    GeneralRule {
        id: "form-repeated",
        severity: Severity::Error,
        vi: Manual {
            title: "Một biểu có ở hai trang tính hoặc hai tệp",
            why: "Không biết bản nào là số liệu chính thức.",
            example: "Biểu 06a có ở trang tính “Biểu 06a” và “Biểu 06a (2)”.",
            todo: "Chỉ để lại một bản của mỗi biểu, xóa bản nháp rồi gửi lại.",
        },
        en: Manual {
            title: "a form stands on two sheets",
            why: "which of them counts cannot be known",
            example: "Biểu 06a and Biểu 06a (2) in one file",
            todo: "keep one sheet for each form and send again",
        },
    },
    GeneralRule {
        id: "form-split",
        severity: Severity::Error,
        vi: Manual {
            title: "Một biểu nằm trên hai trang tính",
            why: "Chỉ ghép khi mỗi trang tính có đúng tiêu đề cột của mẫu, các dòng nối tiếp nhau và không trùng nhau; ở đây không chắc nên phần ở trang tính này chưa được đọc.",
            example: "Mục 1 đến 4 ở “Trang 1”, mục 5 đến 8 ở “Trang 2”, dưới đó còn một dòng ghi số không có trong mẫu.",
            todo: "Chép các dòng còn lại về một trang tính, theo thứ tự của mẫu, rồi gửi lại.",
        },
        en: Manual {
            title: "a form on two sheets",
            why: "sheets are put together only if each has the header as printed and their rows follow one another",
            example: "sections 1 to 4 on one sheet, 5 to 8 on another, and below them figures that are none of the form's",
            todo: "put all rows on one sheet, in the order of the form, and send it again",
        },
    },
    GeneralRule {
        id: "hidden-sheet",
        severity: Severity::Warning,
        vi: Manual {
            title: "Biểu nằm ở trang tính ẩn",
            why: "Người gửi có thể không biết số liệu này được gửi đi và được tính.",
            example: "Trang tính “Biểu 06a” bị ẩn.",
            todo: "Bỏ ẩn trang tính, kiểm tra số liệu rồi gửi lại.",
        },
        en: Manual {
            title: "the form is on a hidden sheet",
            why: "the sender may not know that these figures are sent and counted",
            example: "a hidden sheet “Biểu 06a”",
            todo: "unhide the sheet, look at the figures, and send again",
        },
    },
    GeneralRule {
        id: "identity-differs",
        severity: Severity::Error,
        vi: Manual {
            title: "Tên đơn vị hoặc kỳ báo cáo không thống nhất trong một tệp",
            why: "Thường là tệp của đơn vị khác hoặc của kỳ trước được sửa lại; có thể còn sót số liệu cũ.",
            example: "Tiêu đề ghi quý II, trang tính khác còn ghi quý I.",
            todo: "Sửa tiêu đề cho thống nhất và kiểm tra lại số liệu có đúng của kỳ này không.",
        },
        en: Manual {
            title: "one file names two units or two periods",
            why: "often an old or borrowed file under a new name, with old figures left in it",
            example: "one heading says quarter II, another still quarter I",
            todo: "make the headings agree and look whether the figures are this period's",
        },
    },
    GeneralRule {
        id: "measure-changed",
        severity: Severity::Warning,
        vi: Manual {
            title: "Đơn vị tính khác với mẫu biểu",
            why: "Số đếm theo đơn vị tính khác thì không cộng được với số của các đơn vị khác.",
            example: "Mẫu ghi “Cơ quan, đơn vị”, báo cáo sửa thành “Công chức” và ghi 5.",
            todo: "Giữ nguyên đơn vị tính của mẫu và ghi số theo đơn vị tính đó; nội dung khác ghi ở cột Ghi chú.",
        },
        en: Manual {
            title: "the unit of measure differs from the form's",
            why: "figures that count different things cannot be added up",
            example: "the form counts agencies, the report changed it to civil servants and gives 5",
            todo: "keep the printed unit of measure and give the figure in it; put anything else in the remarks",
        },
    },
    GeneralRule {
        id: "more-than-shown",
        severity: Severity::Error,
        vi: Manual {
            title: "Ô hiện một số, máy lưu số khác",
            why: "Ô định dạng ít chữ số thập phân hiện số đã làm tròn; người đọc thấy một số, phép cộng dùng số khác.",
            example: "Ô hiện 12 nhưng máy đang lưu 11,6.",
            todo: "Gõ lại đúng con số cần báo cáo; nếu là công thức thì dùng hàm ROUND.",
        },
        en: Manual {
            title: "a cell shows one number and holds another",
            why: "a cell with few decimals shows a rounded number; people see one figure and sums use the other",
            example: "a cell that shows 12 and holds 11.6",
            todo: "type the figure that is meant; round formulas with ROUND",
        },
    },
    GeneralRule {
        id: "named-for-other",
        severity: Severity::Warning,
        vi: Manual {
            title: "Tên tệp và nội dung là của hai đơn vị",
            why: "Có thể gửi nhầm tệp; số liệu được tính cho đơn vị ghi trong tệp.",
            example: "Tệp “Xã Ví dụ 01.xlsx” ghi đơn vị báo cáo là Xã Ví dụ 02.",
            todo: "Hỏi lại người gửi. Nếu nhầm tệp thì đề nghị gửi lại; nếu nhầm dòng “Đơn vị báo cáo” thì sửa rồi gửi lại.",
        },
        en: Manual {
            title: "the file is named for another unit than it is of",
            why: "the wrong file may have been sent; its figures count for the unit in it",
            example: "a file named for one commune whose heading names another",
            todo: "ask the sender which is right",
        },
    },
    GeneralRule {
        id: "negative-number",
        severity: Severity::Error,
        vi: Manual {
            title: "Số âm",
            why: "Số đếm, số tiền, điểm và tỷ lệ trong các biểu không thể nhỏ hơn 0.",
            example: "Số hồ sơ từ kỳ trước ghi -3.",
            todo: "Xem lại dấu trừ; nếu là gạch nối thay cho “không có” thì để riêng dấu “-”.",
        },
        en: Manual {
            title: "a number below 0",
            why: "no count, amount, score or percentage on these forms can be below 0",
            example: "-3 dossiers carried over",
            todo: "look at the minus sign",
        },
    },
    GeneralRule {
        id: "no-known-form",
        severity: Severity::Error,
        vi: Manual {
            title: "Không tìm thấy biểu nào đã biết trong tệp",
            why: "Tệp được mở nhưng không có số liệu nào được đọc.",
            example: "Gửi nhầm công văn hoặc biểu của ngành khác.",
            todo: "Kiểm tra có đúng tệp không và dòng tiêu đề cột còn nguyên như mẫu không; các biểu đã biết xem bằng lệnh “phuluc bieu-mau”.",
        },
        en: Manual {
            title: "no known form is in the file",
            why: "the file was opened but nothing in it was read",
            example: "a letter or another sector's form sent by mistake",
            todo: "see whether it is the right file and its header is as in the blank form; `phuluc forms` lists the known ones",
        },
    },
    GeneralRule {
        id: "not-a-number",
        severity: Severity::Error,
        vi: Manual {
            title: "Không phải là một con số",
            why: "Chữ, dấu hay ngày tháng trong ô số không cộng được và không được tính là 0.",
            example: "Tỷ lệ ghi “%”.",
            todo: "Ghi một con số. Không phát sinh thì để trống và ghi “không phát sinh” ở cột Ghi chú.",
        },
        en: Manual {
            title: "not a number",
            why: "a word, a sign or a date where a figure belongs cannot be added and is not counted as 0",
            example: "a percentage given as “%”",
            todo: "give a figure; if there was none, leave it blank and say so in the remarks",
        },
    },
    GeneralRule {
        id: "not-calculated",
        severity: Severity::Error,
        vi: Manual {
            title: "Công thức chưa có kết quả",
            why: "Tệp do phần mềm khác xuất ra hoặc chưa được Excel tính; ô nhìn có số nhưng trong tệp không có.",
            example: "Ô tổng số có công thức SUM nhưng chưa có kết quả.",
            todo: "Mở bằng Excel, bấm Bật chỉnh sửa, lưu lại rồi gửi.",
        },
        en: Manual {
            title: "a formula without a result",
            why: "another program wrote the file, or Excel never calculated it: no figure is in it",
            example: "a total with a SUM that was never calculated",
            todo: "open it in Excel, enable editing, save and send again",
        },
    },
    GeneralRule {
        id: "not-in-force",
        severity: Severity::Warning,
        vi: Manual {
            title: "Dùng mẫu biểu chưa có hoặc không còn hiệu lực trong kỳ báo cáo",
            why: "Mẫu cũ và mẫu mới có cột khác nhau; cộng chung dễ sai.",
            example: "Kỳ năm 2024 dùng mẫu của Thông tư 02/2017/TT-VPCP.",
            todo: "Chuyển số liệu sang mẫu đang có hiệu lực rồi gửi lại.",
        },
        en: Manual {
            title: "a version of the form that was not in force in the period",
            why: "versions have different columns and do not add up",
            example: "the form of 2017 for a report on 2024",
            todo: "move the figures to the version in force and send again",
        },
    },
    GeneralRule {
        id: "number-as-date",
        severity: Severity::Error,
        vi: Manual {
            title: "Con số bị Excel đổi thành ngày",
            why: "Gõ 5/10 hoặc 3.1, Excel đổi thành ngày tháng; ngày tháng không phải con số của chỉ tiêu.",
            example: "Gõ 5/10, ô hiện 05/10/2026.",
            todo: "Định dạng ô là Số (Number) rồi gõ lại một con số.",
        },
        en: Manual {
            title: "a figure that Excel made a date",
            why: "Excel makes a date of a typed 5/10 or 3.1, and a date is no figure",
            example: "5/10 was typed, the cell shows 05/10/2026",
            todo: "format the cell as a number and type one figure",
        },
    },
    GeneralRule {
        id: "old-font",
        severity: Severity::Note,
        vi: Manual {
            title: "Chữ viết bằng phông cũ (.VnTime, VNI) hoặc sai bảng mã",
            why: "Phông cũ không phải Unicode: máy không có phông này hiện chữ sai, chép sang tệp khác thì không đọc được. Chữ đã được đọc thành Unicode để đối chiếu; số liệu không đổi.",
            example: "Ô ghi “Tæng sè” bằng phông .VnTime được đọc là “Tổng số”.",
            todo: "Kỳ sau dùng mẫu có phông Times New Roman (Unicode, TCVN 6909:2001).",
        },
        en: Manual {
            title: "text in a font from before Unicode, or in a wrong code",
            why: "without the font the text is unreadable; it was read as the font shows it, and figures are not touched",
            example: "“Tæng sè” in .VnTime is read as “Tổng số”",
            todo: "use a Unicode font such as Times New Roman",
        },
    },
    GeneralRule {
        id: "own-output",
        severity: Severity::Error,
        vi: Manual {
            title: "Tệp tổng hợp do phuluc lập",
            why: "Tệp tổng hợp không phải báo cáo của một đơn vị; đọc lại nó thì tính trùng.",
            example: "Chạy kiểm tra trên tong-hop.xlsx.",
            todo: "Kiểm tra các tệp đơn vị gửi, không phải tệp tổng hợp.",
        },
        en: Manual {
            title: "a workbook that phuluc consolidated",
            why: "it is no unit's report; reading it would count twice",
            example: "a check of tong-hop.xlsx",
            todo: "check what the units sent instead",
        },
    },
    GeneralRule {
        id: "percent-truncated",
        severity: Severity::Note,
        vi: Manual {
            title: "Tỷ lệ bị cắt, chưa làm tròn",
            why: "Số đúng về thực chất, chỉ lệch ở chữ số cuối.",
            example: "1.025/1.232 = 83,198…%: ghi 83,19%, làm tròn là 83,2%.",
            todo: "Làm tròn theo quy tắc thông thường (từ 5 trở lên thì tăng chữ số trước).",
        },
        en: Manual {
            title: "a percentage cut, not rounded",
            why: "right in substance, off in the last digit",
            example: "1025/1232 = 83.198…%: 83.19 given, 83.2 when rounded",
            todo: "round half up",
        },
    },
    GeneralRule {
        id: "period-differs",
        severity: Severity::Warning,
        vi: Manual {
            title: "Kỳ báo cáo không đúng kỳ của đợt",
            why: "Số liệu chốt khác ngày thì không so sánh, không cộng chính xác được. Báo cáo mà số ngày chung với kỳ của đợt không quá nửa thì không được cộng vào tổng.",
            example: "Đợt từ ngày 15/12/2023 đến ngày 14/3/2024, báo cáo chốt ngày 08/3/2024.",
            todo: "Xác nhận ngày chốt số liệu; nếu là tệp của kỳ khác thì gửi lại đúng kỳ.",
        },
        en: Manual {
            title: "the period is not the round's",
            why: "figures cut off on different days do not compare or add up exactly; a report that shares no more than half its days with the round, or the round with it, is left out of the totals",
            example: "the round ends on 14/3/2024, the report on 08/3/2024",
            todo: "confirm the cut-off day, or send the right period's report",
        },
    },
    GeneralRule {
        id: "period-unknown",
        severity: Severity::Warning,
        vi: Manual {
            title: "Không rõ kỳ báo cáo",
            why: "Không biết số liệu của kỳ nào, phải dùng mẫu biểu nào.",
            example: "Tiêu đề không có dòng “(Từ ngày … đến ngày …)”.",
            todo: "Ghi kỳ báo cáo ở tiêu đề biểu: (Từ ngày 15/12/2023 đến ngày 14/12/2024).",
        },
        en: Manual {
            title: "the file does not say for which period",
            why: "neither the figures' period nor the version of the form can be told",
            example: "no heading of the shape (Từ ngày … đến ngày …)",
            todo: "write the period in the heading",
        },
    },
    GeneralRule {
        id: "row-missing",
        severity: Severity::Error,
        vi: Manual {
            title: "Thiếu dòng so với mẫu biểu",
            why: "Dòng bị xóa được tính là chưa nhập, các quan hệ có dòng này không kiểm tra được.",
            example: "Mẫu có mục 3.3.2, tệp không có.",
            todo: "Nếu dòng đã bị xóa thì chèn lại; nếu còn mà bị sửa thì ghi lại đúng số thứ tự và tên chỉ tiêu của mẫu.",
        },
        en: Manual {
            title: "a row of the form is not on the sheet",
            why: "a deleted row counts as blank and leaves its relations open",
            example: "the form has row 3.3.2, the file has not",
            todo: "insert the row again, or put its code and label right if they were changed",
        },
    },
    GeneralRule {
        id: "row-repeated",
        severity: Severity::Error,
        vi: Manual {
            title: "Một dòng có hai lần",
            why: "Không biết dòng nào đúng; cộng cả hai thì tính trùng.",
            example: "Lĩnh vực Đất đai có ở dòng 12, ghi 30, và ở dòng 15, ghi 31.",
            todo: "Gộp hoặc xóa dòng thừa.",
        },
        en: Manual {
            title: "a row stands twice",
            why: "which one is right cannot be known, and adding both counts twice",
            example: "one field in row 12 with 30 and in row 15 with 31",
            todo: "merge them or delete one",
        },
    },
    GeneralRule {
        id: "rows-aligned",
        severity: Severity::Note,
        vi: Manual {
            title: "Dòng của biểu không đứng đúng chỗ như mẫu",
            why: "Dòng bị chèn, xóa, đổi chỗ, đánh số lại hoặc viết lại tên vẫn được tìm ra theo mã, tên chỉ tiêu và các dòng xung quanh; ghi lại ở đây để đối chiếu. Dòng không chắc là dòng nào thì không đọc.",
            example: "Chèn một dòng ở giữa biểu: dòng 14 của mẫu là dòng 15 của tệp, khớp theo mã và tên chỉ tiêu.",
            todo: "Xem các dòng nêu tên có đúng chỉ tiêu không; kỳ sau giữ nguyên các dòng của mẫu.",
        },
        en: Manual {
            title: "rows of the form do not stand where they are printed",
            why: "rows that were inserted, deleted, moved, numbered or worded anew are found by code, label and neighbours; a row that could be two is not read",
            example: "row 14 of the blank form is row 15 of the file, by code and label",
            todo: "see whether the rows named are the right ones",
        },
    },
    GeneralRule {
        id: "same-as-before",
        severity: Severity::Warning,
        vi: Manual {
            title: "Mọi số liệu giống hệt kỳ trước",
            why: "Thường là tệp kỳ trước được đổi tên, đổi kỳ báo cáo rồi gửi lại.",
            example: "Cả 24 số của quý II bằng đúng số của quý I.",
            todo: "Đề nghị đơn vị xác nhận hoặc gửi số liệu của kỳ này.",
        },
        en: Manual {
            title: "every figure is that of the period before",
            why: "often the last period's file under a new name",
            example: "all 24 figures of quarter II are those of quarter I",
            todo: "have the unit confirm, or send this period's figures",
        },
    },
    GeneralRule {
        id: "sheet-not-read",
        severity: Severity::Note,
        vi: Manual {
            title: "Trang tính không có biểu nào đã biết",
            why: "Số liệu ở trang tính này không được đọc.",
            example: "Trang tính ghi chép riêng, hoặc biểu có tiêu đề cột đã bị sửa.",
            todo: "Nếu là biểu phải báo cáo thì sửa tiêu đề cột đúng như mẫu; nếu không thì bỏ qua.",
        },
        en: Manual {
            title: "a sheet without a known form",
            why: "nothing on it is read",
            example: "someone's own notes, or a form whose header was changed",
            todo: "if it is a form to report on, put its header right; else there is nothing to do",
        },
    },
    GeneralRule {
        id: "stale-result",
        severity: Severity::Error,
        vi: Manual {
            title: "Kết quả lưu trong tệp khác kết quả tính lại của công thức",
            why: "Tệp được sửa bằng phần mềm không tính lại công thức, nên ô còn giữ kết quả cũ; mở bằng Excel thì số lại khác.",
            example: "Ô D10 có công thức cộng D11 đến D13, tệp lưu 30, cộng lại được 35.",
            todo: "Mở tệp bằng Excel, bấm Ctrl+Alt+F9 để tính lại, lưu rồi gửi lại.",
        },
        en: Manual {
            title: "a stored result that its formula does not come to",
            why: "a program changed the file without working its formulas out; Excel will show another figure",
            example: "D10 adds D11 to D13, the file holds 30, they come to 35",
            todo: "open the file in Excel, press Ctrl+Alt+F9, save and send it again",
        },
    },
    GeneralRule {
        id: "too-many-digits",
        severity: Severity::Error,
        vi: Manual {
            title: "Số dài hơn 15 chữ số",
            why: "Excel chỉ giữ 15 chữ số, các chữ số sau bị đổi thành 0; số đọc được có thể không phải số đã gõ.",
            example: "Gõ 1234567890123456, Excel lưu 1234567890123450.",
            todo: "Kiểm tra lại con số và đơn vị tính.",
        },
        en: Manual {
            title: "a figure of more than 15 digits",
            why: "Excel keeps 15 digits and makes the others 0",
            example: "1234567890123456 becomes 1234567890123450",
            todo: "look at the figure and its unit of measure again",
        },
    },
    GeneralRule {
        id: "typed-over-formula",
        severity: Severity::Note,
        vi: Manual {
            title: "Số gõ đè lên công thức",
            why: "Mẫu để điền có công thức ở ô này; số gõ đè không tự đổi khi sửa các số thành phần.",
            example: "Ô tỷ lệ của mẫu có công thức, tệp gửi về là số gõ 75.",
            todo: "Đối chiếu với số tính được; nếu khác thì chép lại công thức từ mẫu trống.",
        },
        en: Manual {
            title: "a figure typed over a formula",
            why: "the workbook that was handed out works this cell out; what was typed over it does not follow its parts any more",
            example: "a percentage that the blank works out was typed",
            todo: "compare it with what its parts come to; copy the formula from the blank form",
        },
    },
    GeneralRule {
        id: "unit-came-twice",
        severity: Severity::Warning,
        vi: Manual {
            title: "Số liệu của một đơn vị đến bằng hai đường",
            why: "Mỗi đơn vị chỉ được cộng một lần: báo cáo gửi trực tiếp được lấy trước, rồi đến tệp tổng hợp nhận trước.",
            example: "Xã Ví dụ 01 gửi thẳng lên tỉnh, tệp tổng hợp của huyện cũng có xã này.",
            todo: "So hai bản; nếu bản đang được tính không đúng thì đề nghị đơn vị gửi lại.",
        },
        en: Manual {
            title: "the figures of a unit came by two ways",
            why: "a unit is added once: what it sent itself goes before what was passed on, and that before what was passed on later",
            example: "a commune sent its report, and the district's consolidated workbook has it too",
            todo: "compare the two; if the wrong one counts, ask the unit to send again",
        },
    },
    GeneralRule {
        id: "unit-doubtful",
        severity: Severity::Error,
        vi: Manual {
            title: "Chưa rõ đơn vị gửi tệp",
            why: "Không đoán đơn vị: tính nhầm thì sai số của hai đơn vị.",
            example: "Tệp ghi “Xã Ví Dụ Một”, danh sách có “Xã Ví dụ 01”.",
            todo: "Nếu đúng là một đơn vị trong danh sách, thêm cách ghi này vào cột “Tên gọi khác” của don-vi.xlsx; nếu là đơn vị mới, thêm một dòng; rồi chạy lại “phuluc nhan”.",
        },
        en: Manual {
            title: "which unit sent the file is not certain",
            why: "a unit is never guessed: a wrong guess spoils the figures of two",
            example: "the file names a unit that is not in the list",
            todo: "add the spelling under “Tên gọi khác” in don-vi.xlsx, or a line for a new unit, then run `phuluc receive` again",
        },
    },
    GeneralRule {
        id: "unit-unknown",
        severity: Severity::Warning,
        vi: Manual {
            title: "Không rõ đơn vị báo cáo",
            why: "Không biết số liệu của ai.",
            example: "Góc phải tiêu đề không có “Đơn vị báo cáo: …”.",
            todo: "Ghi ở góc phải tiêu đề biểu: Đơn vị báo cáo: UBND xã …",
        },
        en: Manual {
            title: "the file does not say who sends it",
            why: "whose figures they are cannot be told",
            example: "no heading of the shape “Đơn vị báo cáo: …”",
            todo: "write the unit in the heading",
        },
    },
    GeneralRule {
        id: "unknown-column",
        severity: Severity::Warning,
        vi: Manual {
            title: "Có cột ngoài mẫu biểu",
            why: "Số liệu ở cột này không được đọc.",
            example: "Thêm cột “Hồ sơ giấy” vào giữa bảng.",
            todo: "Chuyển nội dung sang cột Ghi chú, hoặc đề nghị cấp trên bổ sung cột vào mẫu.",
        },
        en: Manual {
            title: "a column that the form does not have",
            why: "what stands in it is not read",
            example: "a column added in the middle of the table",
            todo: "move it to the remarks, or ask for the column to be added to the form",
        },
    },
    GeneralRule {
        id: "unknown-row",
        severity: Severity::Warning,
        vi: Manual {
            title: "Có dòng ngoài mẫu biểu",
            why: "Số liệu ở dòng này không được đọc, không nằm trong tổng nào.",
            example: "Chèn thêm một dòng không có trong mẫu, hoặc sửa tên chỉ tiêu.",
            todo: "Giữ nguyên số thứ tự và tên chỉ tiêu của mẫu; nội dung thêm ghi ở cột Ghi chú.",
        },
        en: Manual {
            title: "a row that the form does not have",
            why: "what stands in it is not read and is in no total",
            example: "an inserted row, or a label that was rewritten",
            todo: "keep the codes and labels as printed; put anything else in the remarks",
        },
    },
    GeneralRule {
        id: "unreadable-file",
        severity: Severity::Error,
        vi: Manual {
            title: "Không đọc được tệp",
            why: "Không số liệu nào của tệp được dùng; các tệp khác vẫn được xử lý.",
            example: "Tệp tải dở, tệp có mật khẩu, tệp .xls đời cũ.",
            todo: "Mở bằng Excel, bỏ mật khẩu nếu có, chọn Lưu thành tệp .xlsx rồi gửi lại.",
        },
        en: Manual {
            title: "the file could not be read",
            why: "none of its figures is used; the other files still are",
            example: "half a download, a password, an old .xls file",
            todo: "open it in Excel, take off the password if any, save it as .xlsx and send it again",
        },
    },
    GeneralRule {
        id: "value-in-heading",
        severity: Severity::Warning,
        vi: Manual {
            title: "Có số ở dòng tiêu đề mục",
            why: "Dòng tiêu đề không nhận số liệu; số ghi ở đây không nằm trong tổng nào.",
            example: "Mục 5 “Thực hiện nhiệm vụ UBND huyện giao” ghi 25, mục 5.1 cũng ghi 25.",
            todo: "Chuyển số xuống dòng chi tiết tương ứng rồi xóa ở dòng tiêu đề.",
        },
        en: Manual {
            title: "a value in a heading row",
            why: "a heading takes no figure; what stands there is in no total",
            example: "heading 5 holds 25, and so does row 5.1",
            todo: "move the figure to the row it belongs to and clear the heading",
        },
    },
    GeneralRule {
        id: "value-out-of-scope",
        severity: Severity::Warning,
        vi: Manual {
            title: "Có số ở dòng không thuộc phạm vi báo cáo của đơn vị",
            why: "Dòng của cấp khác do cấp khác báo cáo; ghi ở đây sẽ tính trùng.",
            example: "UBND xã ghi số văn bản do cấp tỉnh ban hành.",
            todo: "Xóa số nếu không phải của đơn vị; nếu phải báo cáo thay thì giải trình ở cột Ghi chú.",
        },
        en: Manual {
            title: "a figure in a row that is not the unit's",
            why: "another level reports that row; a figure here would count twice",
            example: "a commune gives the number of the province's documents",
            todo: "clear it if it is not the unit's, or explain it in the remarks",
        },
    },
    GeneralRule {
        id: "wrong-unit",
        severity: Severity::Error,
        vi: Manual {
            title: "Tệp của đơn vị khác với danh sách của đợt",
            why: "Số liệu của đơn vị khác không được tính cho đơn vị này, cũng không tính hai lần.",
            example: "Danh sách ghi tệp cho Xã Ví dụ 02, tiêu đề biểu ghi Xã Ví dụ 01.",
            todo: "Sửa tên tệp trong round.toml, hoặc đề nghị đơn vị sửa dòng “Đơn vị báo cáo” và gửi lại.",
        },
        en: Manual {
            title: "the file is another unit's than the round lists",
            why: "another unit's figures are neither counted for this one nor twice",
            example: "the round lists it for Xã Ví dụ 02, its heading names Xã Ví dụ 01",
            todo: "put the right file into round.toml, or have the unit mend its heading",
        },
    },
    GeneralRule {
        id: "zero-of-none",
        severity: Severity::Note,
        vi: Manual {
            title: "Tỷ lệ 0% trong khi không có gì để tính tỷ lệ",
            why: "0/0 không phải là 0%: ghi 0 làm người đọc hiểu là chưa xử lý được văn bản nào.",
            example: "Không có văn bản nào phải xử lý, tỷ lệ xử lý ghi 0.",
            todo: "Để trống và ghi “không phát sinh” ở cột Ghi chú.",
        },
        en: Manual {
            title: "0% where there is nothing to take a share of",
            why: "0/0 is not 0%: it reads as if nothing had been dealt with",
            example: "no document had to be dealt with, the rate is given as 0",
            todo: "leave it blank and say so in the remarks",
        },
    },
];

/// The general rule of that id.
pub fn named(id: &str) -> Option<&'static GeneralRule> {
    RULES.iter().find(|rule| rule.id == id)
}

/// The rule that a notice comes from.
pub(crate) fn rule(notice: &Notice) -> &'static GeneralRule {
    let id = match notice {
        Notice::Unreadable(_) => "unreadable-file",
        Notice::NoForm { .. } => "no-known-form",
        Notice::SheetNotRead { .. } => "sheet-not-read",
        Notice::NoUnit => "unit-unknown",
        Notice::NoPeriod => "period-unknown",
        Notice::OtherUnit { .. } | Notice::OtherPeriod { .. } => "identity-differs",
        Notice::NotTheRoundsPeriod { .. } => "period-differs",
        Notice::FormMissing { .. } => "form-missing",
        Notice::FormSplit { .. } => "form-split",
        Notice::FormTwice { .. } | Notice::FormInTwoFiles { .. } => "form-repeated",
        Notice::HiddenSheet => "hidden-sheet",
        Notice::FormBlank => "form-blank",
        Notice::Receipt(receipt) => receipt.rule(),
        Notice::OwnOutput => "own-output",
        Notice::NoFile => "file-not-found",
        Notice::MadeForOtherUnit(_) | Notice::MadeForOtherPeriod(_) => "copied-workbook",
        Notice::ListedUnder { .. } => "wrong-unit",
        Notice::Oddity(oddity) => oddity.rule(),
        Notice::NotInForce { .. } => "not-in-force",
        Notice::RowMissing { .. } => "row-missing",
        Notice::RowTwice { .. } => "row-repeated",
        Notice::UnknownRow { .. } => "unknown-row",
        Notice::UnknownColumn { .. } => "unknown-column",
        Notice::Leftover { .. } => "figures-outside",
        Notice::NotRead(unreadable) => match unreadable.why {
            Why::Ambiguous | Why::Share => "ambiguous-number",
            Why::MoreThanSeen => "more-than-shown",
            Why::Date => "number-as-date",
            Why::TooLong => "too-many-digits",
            Why::Stale => "stale-result",
            Why::NotANumber => "not-a-number",
            Why::NotCalculated => "not-calculated",
            Why::CellError => "cell-error",
        },
        Notice::TypedOver => "typed-over-formula",
        Notice::Negative => "negative-number",
        Notice::CodeNotAllowed { .. } => "code-not-allowed",
        Notice::ValueInHeading => "value-in-heading",
        Notice::ValueOutOfScope(_) => "value-out-of-scope",
        Notice::MeasureChanged { .. } => "measure-changed",
        Notice::BlankTotal { .. } => "blank-total",
        Notice::PercentCut { .. } => "percent-truncated",
        Notice::ZeroOfNone => "zero-of-none",
        Notice::DocumentWithoutNumber => "document-without-number",
        Notice::DocumentWithoutDate => "document-without-date",
        Notice::DocumentMalformed { .. } => "document-number-malformed",
        Notice::DocumentSign { .. } => "document-sign-differs",
        Notice::DocumentOrder { .. } => "document-order",
    };
    named(id).expect("every notice has a rule in the list, as a test shows")
}

#[cfg(test)]
mod tests {
    use super::{Manual, RULES};

    #[test]
    fn rules_are_sorted_and_unique() {
        assert!(RULES.windows(2).all(|pair| pair[0].id < pair[1].id));
    }

    #[test]
    fn every_rule_is_documented_in_both_languages() {
        for rule in RULES {
            for Manual { title, why, example, todo } in [rule.vi, rule.en] {
                for text in [title, why, example, todo] {
                    assert!(!text.is_empty(), "{}", rule.id);
                }
            }
        }
    }
}
